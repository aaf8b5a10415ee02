using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty;

/// <summary>What a network gives in half precision is summed over draws in single.</summary>
internal static class HalfPrecision
{
    /// <summary>The values without their graph, those of half precision in single. A new handle in the current dispose scope.</summary>
    public static Tensor Widen(Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor kept = values.detach();
        bool half = kept.dtype is torch.ScalarType.Float16 or torch.ScalarType.BFloat16;
        return (half ? kept.to_type(torch.ScalarType.Float32) : kept).MoveToOuterDisposeScope();
    }
}
