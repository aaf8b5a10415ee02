using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter from step to step.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter)
    {
        _parameter = parameter;
    }

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Sets everything back to how it was before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device)
    {
    }

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device) =>
        Replace(ref result, reader.ReadBoolean() ? Read(reader, device) : null);

    private protected static bool Close(Tensor? left, Tensor? right) =>
        left is null || right is null ? left is null && right is null : left.allclose(right);

    /// <summary>Puts a tensor in the place of another, which it disposes; the new one belongs to the state.</summary>
    private protected static void Replace(ref Tensor? slot, Tensor? tensor)
    {
        if (!ReferenceEquals(slot, tensor))
        {
            slot?.Dispose();
            slot = tensor?.DetachFromDisposeScope();
        }
    }

    private protected static Tensor Read(BinaryReader reader, Device device)
    {
        using Tensor loaded = TensorExtensionMethods.Load(reader);
        return loaded.to(device, copy: true);
    }

    private protected static void Move(ref Tensor? slot, Device device) => Replace(ref slot, slot?.to(device, copy: true));

    private protected void CopyFrom(ref Tensor? slot, Tensor? source) =>
        Replace(ref slot, source?.to(_parameter.device, copy: true));

    private protected void Zero(ref Tensor? slot) => Replace(ref slot, zeros_like(_parameter));
}
