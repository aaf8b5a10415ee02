using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// The uncertainties of a regression, as variances in the square of the target's unit, from the means μ_s and noise variances σ²_s
/// of S draws. Owns its tensors; none of them is to be disposed alone.
/// </summary>
/// <remarks>
/// Aleatoric mean σ²_s, epistemic variance of μ_s (divisor S), total their sum, the variance of the equal mixture: Kendall and
/// Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (9).
/// </remarks>
public sealed class RegressionUncertainty : UncertaintyResult
{
    private RegressionUncertainty(Tensor means, Tensor variances)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor mean = means.mean([0]);
        Tensor epistemic = (means - mean.unsqueeze(0)).square().mean([0]);
        Tensor aleatoric = variances.mean([0]);
        Tensor total = aleatoric + epistemic;

        Prediction = Own(mean);
        Aleatoric = Own(aleatoric);
        Epistemic = Own(epistemic);
        Total = Own(total);
        StandardDeviation = Own(total.sqrt());
    }

    /// <summary>[N, D] mean of the means.</summary>
    public override Tensor Prediction { get; }

    /// <summary>[N, D] total variance.</summary>
    public override Tensor Total { get; }

    /// <summary>[N, D] mean noise variance.</summary>
    public override Tensor Aleatoric { get; }

    /// <summary>[N, D] variance of the means over the draws.</summary>
    public override Tensor Epistemic { get; }

    /// <summary>[N, D] square root of the total variance, in the target's unit.</summary>
    public Tensor StandardDeviation { get; }

    /// <summary>Reads draws of means and noise variances.</summary>
    /// <param name="means">[S, N, D] means of D outputs.</param>
    /// <param name="variances">[S, N, D] noise variances, each at least 0.</param>
    /// <exception cref="ArgumentException">
    /// The two differ in shape, hold infinities or not-a-numbers, or a variance is negative.
    /// </exception>
    public static RegressionUncertainty FromMoments(PredictiveSamples means, PredictiveSamples variances)
    {
        Guard.NotNull(means);
        Guard.NotNull(variances);
        Guard.Finite(means.Values, nameof(means));
        Guard.Finite(variances.Values, nameof(variances));
        if (!means.Values.shape.AsSpan().SequenceEqual(variances.Values.shape))
        {
            throw new ArgumentException(
                $"must have the shape of means, [{string.Join(", ", means.Values.shape)}]; "
                + $"got [{string.Join(", ", variances.Values.shape)}].",
                nameof(variances));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        double lowest = variances.Values.min().to_type(torch.ScalarType.Float64).item<double>();
        return lowest >= 0
            ? new RegressionUncertainty(means.Values, variances.Values)
            : throw new ArgumentException($"must be at least 0; the lowest is {lowest}.", nameof(variances));
    }
}
