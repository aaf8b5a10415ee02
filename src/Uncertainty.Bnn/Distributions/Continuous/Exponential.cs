using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Exponential distribution: density λ exp(−λx) for x ≥ 0.</summary>
public sealed class Exponential : ScalarDistribution, IHasMoments, IHasMode, IHasEntropy, IHasInverseCdf
{
    /// <summary>A batch of exponential distributions.</summary>
    /// <param name="rate">[B…] rate λ, greater than 0; the mean is 1/λ.</param>
    /// <exception cref="ArgumentException">The parameter is out of range or not finite.</exception>
    public Exponential(Tensor rate)
        : base([Parameter.Positive(rate)], out Tensor[] broadcast) => Rate = broadcast[0];

    /// <summary>[B…] rate λ. The distribution's own view: not to be disposed.</summary>
    public Tensor Rate { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    internal override Interval Support => Interval.Positive;

    /// <inheritdoc/>
    public Tensor Mean() => Rate.reciprocal();

    /// <inheritdoc/>
    public Tensor Variance() => Rate.pow(-2);

    /// <inheritdoc/>
    public Tensor Mode() => torch.zeros_like(Rate);

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() => 1 - Rate.log());

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdf(probability, p => -(-p).log1p() / Rate);

    internal override Tensor LogProbabilityCore(Tensor value) => Within(value.ge(0), value, 0, x => Rate.log() - (Rate * x));

    internal override Tensor CdfCore(Tensor value) => -(-Scaled(value)).expm1();

    internal override Tensor SurvivalCore(Tensor value) => (-Scaled(value)).exp();

    internal override Tensor LogCdfCore(Tensor value) => Special.LogOneMinusExp(Scaled(value));

    internal override Tensor LogSurvivalCore(Tensor value) => -Scaled(value);

    internal override Tensor Draw(long[] shape, torch.Generator generator) =>
        (-Noise.Uniform(shape, generator).log()).to(Type, Device) / Rate;

    private Tensor Scaled(Tensor value) => value.clamp_min(0) * Rate;
}
