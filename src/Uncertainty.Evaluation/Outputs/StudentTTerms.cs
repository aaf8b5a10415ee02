using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Student's t distribution with tensors as parameters.</summary>
internal static class StudentTTerms
{
    /// <summary>ln p of residuals, element by element, in the current dispose scope.</summary>
    /// <param name="residuals">Distances from the location.</param>
    /// <param name="logScales">ln σ.</param>
    /// <param name="degrees">Degrees of freedom ν.</param>
    public static Tensor LogDensity(Tensor residuals, Tensor logScales, Tensor degrees)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // Logarithms of gamma functions are large and nearly equal: in single precision their difference would have no digits left.
        Tensor wide = degrees.to_type(torch.ScalarType.Float64);
        Tensor constant = ((wide + 1) * 0.5).lgamma() - (wide * 0.5).lgamma() - ((wide * Math.PI).log() * 0.5);
        Tensor squares = (residuals * logScales.neg().exp()).square() / degrees;
        return (constant.to_type(residuals.dtype) - logScales - ((degrees + 1) * 0.5 * squares.log1p())).MoveToOuterDisposeScope();
    }
}
