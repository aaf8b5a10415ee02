using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Log-normal distribution: eˣ for X ~ N(μ, σ²).</summary>
public sealed class LogNormal : ScalarDistribution, IHasMoments, IHasMode, IHasEntropy, IHasInverseCdf
{
    /// <summary>A batch of log-normal distributions.</summary>
    /// <param name="location">[B…] mean μ of the logarithm.</param>
    /// <param name="scale">[B…] standard deviation σ of the logarithm, greater than 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public LogNormal(Tensor location, Tensor scale)
        : base([Parameter.Real(location), Parameter.Positive(scale)], out Tensor[] broadcast)
    {
        Location = broadcast[0];
        Scale = broadcast[1];
    }

    /// <summary>[B…] mean μ of the logarithm. The distribution's own view: not to be disposed.</summary>
    public Tensor Location { get; }

    /// <summary>[B…] standard deviation σ of the logarithm. The distribution's own view: not to be disposed.</summary>
    public Tensor Scale { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    internal override Interval Support => Interval.Positive;

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => (Location + (Scale.square() * 0.5)).exp());

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => Scale.square().expm1() * ((Location * 2) + Scale.square()).exp());

    /// <inheritdoc/>
    public Tensor Mode() => Scoped(() => (Location - Scale.square()).exp());

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() => Location + Scale.log() + (Special.HalfLogTwoPi + 0.5));

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdf(
        probability, p => (Location + (Scale * torch.special.ndtri(p))).exp());

    internal override Tensor LogProbabilityCore(Tensor value) => Within(value.gt(0), value, 1, x =>
    {
        Tensor logarithm = x.log();
        return (((logarithm - Location) / Scale).square() * -0.5) - Scale.log() - Special.HalfLogTwoPi - logarithm;
    });

    internal override Tensor CdfCore(Tensor value) => OnPositive(value, 0, Special.NormalCdf);

    internal override Tensor SurvivalCore(Tensor value) => OnPositive(value, 1, z => Special.NormalCdf(-z));

    internal override Tensor LogCdfCore(Tensor value) => OnPositive(value, double.NegativeInfinity, Special.NormalLogCdf);

    internal override Tensor LogSurvivalCore(Tensor value) => OnPositive(value, 0, z => Special.NormalLogCdf(-z));

    internal override Tensor Draw(long[] shape, torch.Generator generator) =>
        (Location + (Scale * Noise.Normal(shape, generator).to(Type, Device))).exp();

    private Tensor OnPositive(Tensor value, double otherwise, Func<Tensor, Tensor> standard)
    {
        Tensor outside = value.le(0);
        return standard((value.masked_fill(outside, 1).log() - Location) / Scale).masked_fill(outside, otherwise);
    }
}
