using System.Runtime.InteropServices;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Names the inputs where torch refuses to run a network on them.</summary>
internal static class ShapeErrors
{
    public static T Named<T>(Tensor inputs, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (ExternalException error)
        {
            throw new ArgumentException(
                $"must be inputs that the network takes; on [{string.Join(", ", inputs.shape)}] {inputs.dtype} torch said: {error.Message}",
                nameof(inputs),
                error);
        }
    }
}
