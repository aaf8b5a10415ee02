using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Uniform distribution on [low, high], both ends included. Every value is as probable as another: it has no mode.</summary>
public sealed class Uniform : ScalarDistribution, IHasMoments, IHasEntropy, IHasInverseCdf
{
    /// <summary>A batch of uniform distributions.</summary>
    /// <param name="low">[B…] lower end.</param>
    /// <param name="high">[B…] upper end, greater than <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Uniform(Tensor low, Tensor high)
        : base([Parameter.Real(low), Parameter.Real(high)], out Tensor[] broadcast)
    {
        Low = broadcast[0];
        High = broadcast[1];
        using Tensor width = Width();
        double narrowest = Parameter.Extremes(width).Lowest;
        if (!(narrowest > 0 && double.IsFinite(narrowest)))
        {
            Dispose();
            throw new ArgumentException($"must be greater than low everywhere; the least difference is {narrowest:G6}.", nameof(high));
        }
    }

    /// <summary>[B…] lower end. The distribution's own view: not to be disposed.</summary>
    public Tensor Low { get; }

    /// <summary>[B…] upper end. The distribution's own view: not to be disposed.</summary>
    public Tensor High { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    internal override Interval Support => new(Parameter.Extremes(Low).Lowest, Parameter.Extremes(High).Highest);

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => (Low + High) * 0.5);

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => Width().square() / 12);

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() => Width().log());

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdf(probability, p => Low + (Width() * p));

    internal override Tensor LogProbabilityCore(Tensor value) => Within(
        value.ge(Low).logical_and(value.le(High)), value, 0, x => (x * 0) - Width().log());

    internal override Tensor CdfCore(Tensor value) => ((value - Low) / Width()).clamp(0, 1);

    internal override Tensor SurvivalCore(Tensor value) => ((High - value) / Width()).clamp(0, 1);

    internal override Tensor Draw(long[] shape, torch.Generator generator) =>
        Low + (Width() * Noise.Uniform(shape, generator).to(Type, Device));

    private Tensor Width() => High - Low;
}
