using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Running moments of one parameter's gradient.</summary>
public abstract class AdamState : OptimizerState, IDisposable
{
    public long step;
    public Tensor? exp_avg;
    public Tensor? exp_avg_sq;
    public Tensor? max_exp_avg_sq;

    private protected AdamState(Parameter parameter)
        : base(parameter)
    {
    }

    public void Dispose()
    {
        exp_avg?.Dispose();
        exp_avg_sq?.Dispose();
        max_exp_avg_sq?.Dispose();
        GC.SuppressFinalize(this);
    }

    public override void Initialize(OptimizerOptions options)
    {
        step = 0;
        Zero(ref exp_avg);
        Zero(ref exp_avg_sq);
        Replace(ref max_exp_avg_sq, ((AdamOptions)options).amsgrad!.Value ? zeros_like(_parameter) : null);
    }

    public override void to(Device device)
    {
        Move(ref exp_avg, device);
        Move(ref exp_avg_sq, device);
        Move(ref max_exp_avg_sq, device);
    }

    public override void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(step);
        exp_avg!.Save(writer);
        exp_avg_sq!.Save(writer);
        SaveConditionalStateTensor(writer, max_exp_avg_sq);
    }

    public override void LoadStateDict(BinaryReader reader)
    {
        step = reader.ReadInt64();
        Replace(ref exp_avg, Read(reader, _parameter.device));
        Replace(ref exp_avg_sq, Read(reader, _parameter.device));
        LoadConditionalStateTensor(reader, ref max_exp_avg_sq, _parameter.device);
    }

    public override void LoadStateDict(OptimizerState source)
    {
        AdamState other = (AdamState)source;
        step = other.step;
        CopyFrom(ref exp_avg, other.exp_avg);
        CopyFrom(ref exp_avg_sq, other.exp_avg_sq);
        CopyFrom(ref max_exp_avg_sq, other.max_exp_avg_sq);
    }

    public override bool ApproximatelyEquals(OptimizerState other) =>
        other is AdamState state
        && step == state.step
        && Close(exp_avg, state.exp_avg)
        && Close(exp_avg_sq, state.exp_avg_sq)
        && Close(max_exp_avg_sq, state.max_exp_avg_sq);

    internal void Update(Parameter parameter, Tensor gradient, AdamOptions options)
    {
        (double beta1, double beta2) = options.Betas;
        step++;
        Aten.Run("lerp_.Scalar", exp_avg, gradient, 1 - beta1);
        Tensor square = exp_avg_sq!.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        if (options.amsgrad!.Value)
        {
            Replace(ref max_exp_avg_sq, maximum(max_exp_avg_sq!, square));
            square = max_exp_avg_sq!;
        }

        // The second moment's bias correction moves from the denominator to the numbers around it: one pass less.
        double correction = Math.Sqrt(1 - Math.Pow(beta2, step));
        double rate = options.RateInUse * correction / (1 - Math.Pow(beta1, step));
        using Tensor root = square.sqrt();
        parameter.addcdiv_(exp_avg!, root.add_(options.eps!.Value * correction), -rate);
    }
}
