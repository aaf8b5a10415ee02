using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What layers with weights share: making their parameters, handing them over, and the default initialisation.</summary>
internal static class LayerParameters
{
    private static readonly double SquareRootOfFive = Math.Sqrt(5);

    internal static Parameter Empty(long[] shape, Device? device, ScalarType? dtype) =>
        new(torch.empty(shape, dtype, device));

    /// <summary>Takes the new tensor over from its scope and disposes the one held so far.</summary>
    internal static T? Own<T>(T? held, T? next)
        where T : Tensor
    {
        if (!ReferenceEquals(held, next))
        {
            held?.Dispose();
        }

        next?.DetachFromDisposeScope();
        return next;
    }

    /// <summary>PyTorch's default: both uniform within ±1/√fan_in, the weight drawn first.</summary>
    internal static void ResetByFanIn(Parameter weight, Parameter? bias)
    {
        init.kaiming_uniform_(weight, SquareRootOfFive);
        if (bias is null)
        {
            return;
        }

        (long fanIn, _) = init.CalculateFanInAndFanOut(weight);
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        init.uniform_(bias, -bound, bound);
    }
}
