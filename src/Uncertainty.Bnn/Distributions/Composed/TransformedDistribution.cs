using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>The distribution of y = f(x) for x from a continuous distribution and a bijector f.</summary>
/// <remarks>
/// ln p(y) = ln p(x) − ln |f′(x)| at x = f⁻¹(y). The base distribution is used where it is: it stays the caller's, and must live as long. A
/// quantile is <c>bijector.Forward(base.InverseCdf(p))</c>, with 1 − p where the bijector falls. Mean and variance have no form that holds
/// for all bijectors.
/// </remarks>
public sealed class TransformedDistribution : ScalarDistribution
{
    /// <summary>A base distribution put through a bijector.</summary>
    /// <param name="distribution">The distribution of x. Not disposed.</param>
    /// <param name="bijector">f, whose domain must hold the support of <paramref name="distribution"/>.</param>
    /// <exception cref="ArgumentException">The distribution is discrete, or has values that the bijector does not take.</exception>
    public TransformedDistribution(ScalarDistribution distribution, Bijector bijector)
        : base([Kept(distribution)], distribution.Batch)
    {
        Base = distribution;
        Bijector = Guard.NotNull(bijector);
        if (!bijector.Domain.Covers(distribution.Support))
        {
            Dispose();
            throw new ArgumentException(
                $"must take all values of {distribution.Family}, {distribution.Support}; its domain is {bijector.Domain}.",
                nameof(bijector));
        }
    }

    /// <summary>The distribution of x.</summary>
    public ScalarDistribution Base { get; }

    /// <summary>f, from x to y.</summary>
    public Bijector Bijector { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => Base.IsReparameterised;

    internal override Interval Support => Bijector.Image(Base.Support);

    internal override Tensor LogProbabilityCore(Tensor value) => Within(
        Bijector.Range.Contains(value),
        value,
        Bijector.Range.Inner,
        y =>
        {
            Tensor x = Bijector.InverseCore(y);
            return Base.LogProbabilityCore(x) - Bijector.LogDeterminantCore(x);
        });

    internal override Tensor CdfCore(Tensor value) => Through(
        value, Bijector.IsIncreasing ? Base.CdfCore : Base.SurvivalCore, below: 0, above: 1);

    internal override Tensor SurvivalCore(Tensor value) => Through(
        value, Bijector.IsIncreasing ? Base.SurvivalCore : Base.CdfCore, below: 1, above: 0);

    internal override Tensor LogCdfCore(Tensor value) => Through(
        value, Bijector.IsIncreasing ? Base.LogCdfCore : Base.LogSurvivalCore, below: double.NegativeInfinity, above: 0);

    internal override Tensor LogSurvivalCore(Tensor value) => Through(
        value, Bijector.IsIncreasing ? Base.LogSurvivalCore : Base.LogCdfCore, below: 0, above: double.NegativeInfinity);

    internal override Tensor Draw(long[] shape, torch.Generator generator) => Bijector.ForwardCore(Base.Draw(shape, generator));

    /// <summary>An empty tensor: it holds nothing but the type and the device.</summary>
    private static Tensor Kept(ScalarDistribution distribution)
    {
        Guard.NotNull(distribution);
        return distribution.IsDiscrete
            ? throw new ArgumentException($"must be continuous; got {distribution.Family}.", nameof(distribution))
            : torch.zeros(0, dtype: distribution.Type, device: distribution.Device);
    }

    private Tensor Through(Tensor value, Func<Tensor, Tensor> probability, double below, double above)
    {
        Tensor inside = Bijector.Range.Contains(value);
        Tensor low = value.le(Bijector.Range.Lower);
        Tensor result = probability(Bijector.InverseCore(value.masked_fill(inside.logical_not(), Bijector.Range.Inner)));
        return result.masked_fill(low, below).masked_fill(inside.logical_or(low).logical_not(), above);
    }
}
