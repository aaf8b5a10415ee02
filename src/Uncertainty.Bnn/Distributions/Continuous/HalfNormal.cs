using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Half-normal distribution: |X| for X ~ N(0, σ²).</summary>
public sealed class HalfNormal : ScalarDistribution, IHasMoments, IHasMode, IHasEntropy, IHasInverseCdf
{
    /// <summary>A batch of half-normal distributions.</summary>
    /// <param name="scale">[B…] standard deviation σ of the whole normal distribution, greater than 0.</param>
    /// <exception cref="ArgumentException">The parameter is out of range or not finite.</exception>
    public HalfNormal(Tensor scale)
        : base([Parameter.Positive(scale)], out Tensor[] broadcast) => Scale = broadcast[0];

    /// <summary>[B…] scale σ. The distribution's own view: not to be disposed.</summary>
    public Tensor Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    internal override Interval Support => Interval.Positive;

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => Scale * Math.Sqrt(2 / Math.PI));

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => Scale.square() * (1 - (2 / Math.PI)));

    /// <inheritdoc/>
    public Tensor Mode() => torch.zeros_like(Scale);

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() => Scale.log() + (Special.HalfLogTwoPi + 0.5 - Math.Log(2)));

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdf(probability, p =>
    {
        // Each form has its digits at one end.
        Tensor near = p.erfinv() * Math.Sqrt(2);
        Tensor far = -torch.special.ndtri((1 - p) * 0.5);
        return Scale * torch.where(p.lt(0.5), near, far);
    });

    internal override Tensor LogProbabilityCore(Tensor value) => Within(
        value.ge(0), value, 0, x => ((x / Scale).square() * -0.5) - Scale.log() - (Special.HalfLogTwoPi - Math.Log(2)));

    internal override Tensor CdfCore(Tensor value) => (Standard(value) * Math.Sqrt(0.5)).erf();

    internal override Tensor SurvivalCore(Tensor value) => (Standard(value) * Math.Sqrt(0.5)).erfc();

    internal override Tensor LogSurvivalCore(Tensor value) => Special.NormalLogCdf(-Standard(value)) + Math.Log(2);

    internal override Tensor Draw(long[] shape, torch.Generator generator) =>
        Scale * Noise.Normal(shape, generator).abs().to(Type, Device);

    private Tensor Standard(Tensor value) => value.clamp_min(0) / Scale;
}
