using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The weights of the recurrent cells.</summary>
internal static class CellWeights
{
    internal static void Register(Module cell, int gates, long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
    {
        Add("weight_ih", [gates * hiddenSize, inputSize]);
        Add("weight_hh", [gates * hiddenSize, hiddenSize]);
        if (bias)
        {
            Add("bias_ih", [gates * hiddenSize]);
            Add("bias_hh", [gates * hiddenSize]);
        }

        void Add(string name, long[] shape) =>
            cell.register_parameter(name, RecurrentWeights.Uniform(shape, 1 / Math.Sqrt(hiddenSize), device, dtype));
    }

    /// <summary>Takes over a new parameter and disposes the one whose place it takes.</summary>
    internal static Parameter? Replace(Parameter? held, Parameter? next)
    {
        if (!ReferenceEquals(held, next))
        {
            held?.Dispose();
            next?.DetachFromDisposeScope();
        }

        return next;
    }

    internal static Tensor ZeroState(Tensor input, long hiddenSize) =>
        zeros([input.size(0), hiddenSize], input.dtype, input.device);
}
