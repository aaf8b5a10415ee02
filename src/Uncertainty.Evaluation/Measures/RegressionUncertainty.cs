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
    /// <summary>Takes [N, D] mean of the means, their variance over the draws, and mean noise variance.</summary>
    private RegressionUncertainty(Tensor mean, Tensor epistemic, Tensor aleatoric)
    {
        using DisposeScope scope = torch.NewDisposeScope();
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
        NoiseVariances(variances.Values, means.Values.shape);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        return new RegressionUncertainty(means.Mean(), means.Variance(), variances.Mean());
    }

    /// <summary>Reads the moments of draws of means, and the mean noise variances: the same measures without the draws.</summary>
    /// <param name="means">
    /// Moments of [N, D] means, from <see cref="PosteriorPredictiveExtensions.Moments"/>. Stay the caller's to dispose; mean and variance
    /// share their memory with the result.
    /// </param>
    /// <param name="variances">
    /// [N, D] mean over the draws of the noise variances, each at least 0: what a head says, or <see cref="PredictiveMoments.Mean"/> of
    /// draws of variances.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The two differ in shape, <paramref name="variances"/> hold infinities or not-a-numbers, or one of them is negative.
    /// </exception>
    public static RegressionUncertainty FromMoments(PredictiveMoments means, Tensor variances)
    {
        Guard.NotNull(means);
        Guard.NotNull(variances);
        NoiseVariances(variances, means.Mean.shape);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        return new RegressionUncertainty(means.Mean.detach(), means.Variance.detach(), variances.clone());
    }

    private static void NoiseVariances(Tensor variances, long[] shape)
    {
        Guard.Finite(variances);
        if (!shape.AsSpan().SequenceEqual(variances.shape))
        {
            throw new ArgumentException(
                $"must have the shape of means, [{string.Join(", ", shape)}]; got [{string.Join(", ", variances.shape)}].",
                nameof(variances));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        double lowest = variances.detach().min().to_type(torch.ScalarType.Float64).item<double>();
        if (lowest < 0)
        {
            throw new ArgumentException($"must be at least 0; the lowest is {lowest}.", nameof(variances));
        }
    }
}
