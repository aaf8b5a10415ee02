using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Poisson distribution: P(k) = λᵏ exp(−λ) / k! for k = 0, 1, 2, …</summary>
/// <remarks>
/// <see cref="ScalarDistribution.Cdf"/> and its kin come from the incomplete gamma function.
/// </remarks>
public sealed class Poisson : DiscreteDistribution, IHasMoments, IHasMode, IHasEntropy
{
    // From here on the first terms of the entropy's asymptotic series are exact to 1e-10; below, the sum is short.
    private const double Large = 256;

    /// <summary>A batch of Poisson distributions.</summary>
    /// <param name="rate">[B…] rate λ, mean and variance at once, greater than 0.</param>
    /// <exception cref="ArgumentException">The parameter is out of range or not finite.</exception>
    public Poisson(Tensor rate)
        : base([Parameter.Positive(rate)], out Tensor[] broadcast) => Rate = broadcast[0];

    /// <summary>[B…] rate λ. The distribution's own view: not to be disposed.</summary>
    public Tensor Rate { get; }

    internal override Interval Support => Interval.Positive;

    /// <inheritdoc/>
    public Tensor Mean() => Rate.clone();

    /// <inheritdoc/>
    public Tensor Variance() => Rate.clone();

    /// <inheritdoc/>
    /// <remarks>⌈λ⌉ − 1: of a whole rate, whose two most probable values tie, the lower.</remarks>
    public Tensor Mode() => Scoped(() => Rate.ceil() - 1);

    /// <inheritdoc/>
    /// <remarks>
    /// λ (1 − ln λ) + E ln k!, summed over k up to far beyond the mean; from λ = 256 on, ½ ln(2πeλ) − 1/(12λ) − 1/(24λ²) − 19/(360λ³):
    /// Evans, Boersma, Appledorn, "The Entropy of a Poisson Distribution", SIAM Review 1988.
    /// </remarks>
    public Tensor Entropy() => Scoped(() =>
    {
        Tensor large = Rate.ge(Large);
        Tensor inverse = Rate.reciprocal();
        Tensor series = (Rate.log() * 0.5) + (Special.HalfLogTwoPi + 0.5)
            - (inverse * (1.0 / 12)) - (inverse.square() * (1.0 / 24)) - (inverse.pow(3) * (19.0 / 360));
        return torch.where(large, series, Sum(Rate.masked_fill(large, 1)));
    });

    internal override Tensor LogProbabilityCore(Tensor value) => Within(
        value.ge(0).logical_and(IsWhole(value)), value, 0, k => torch.xlogy(k, Rate) - Rate - (k + 1).lgamma());

    internal override Tensor CdfCore(Tensor value) =>
        torch.igammac(value.floor().clamp_min(0) + 1, Rate).masked_fill(value.lt(0), 0);

    internal override Tensor SurvivalCore(Tensor value) =>
        torch.igamma(value.floor().clamp_min(0) + 1, Rate).masked_fill(value.lt(0), 1);

    internal override Tensor Draw(long[] shape, torch.Generator generator) =>
        torch.poisson(Rate.detach().expand(shape).cpu(), generator).to(Device);

    private static Tensor Sum(Tensor rate)
    {
        double highest = Parameter.Extremes(rate).Highest;
        long terms = (long)(highest + (16 * Math.Sqrt(highest)) + 40);
        long[] column = [terms, .. Enumerable.Repeat(1L, (int)rate.ndim)];
        Tensor k = torch.arange(terms, dtype: rate.dtype, device: rate.device).reshape(column);
        Tensor logFactorial = (k + 1).lgamma();
        Tensor probability = (torch.xlogy(k, rate) - rate - logFactorial).exp();
        return (rate * (1 - rate.log())) + (probability * logFactorial).sum(0L);
    }
}
