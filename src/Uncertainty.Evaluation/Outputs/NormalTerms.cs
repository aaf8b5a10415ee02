using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Terms of normal densities.</summary>
internal static class NormalTerms
{
    /// <summary>½ ln 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>½ e^(-s) r² + ½ s: -ln p of residuals r without <see cref="HalfLogTwoPi"/>. In the current dispose scope.</summary>
    public static Tensor HalfSquares(Tensor residuals, Tensor logVariances)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (((logVariances.neg().exp() * residuals.square()) + logVariances) * 0.5).MoveToOuterDisposeScope();
    }
}
