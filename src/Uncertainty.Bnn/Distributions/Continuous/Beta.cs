using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Beta distribution: density xᵃ⁻¹ (1 − x)ᵇ⁻¹ / B(a, b) for x in [0, 1].</summary>
/// <remarks>
/// <see cref="ScalarDistribution.Cdf"/> and its kin come from the incomplete beta function and carry no gradients.
/// </remarks>
public sealed class Beta : ScalarDistribution, IHasMoments, IHasMode, IHasEntropy
{
    /// <summary>A batch of beta distributions.</summary>
    /// <param name="concentration1">[B…] exponent a of x, greater than 0; the mean is a/(a + b).</param>
    /// <param name="concentration0">[B…] exponent b of 1 − x, greater than 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Beta(Tensor concentration1, Tensor concentration0)
        : base([Parameter.Positive(concentration1), Parameter.Positive(concentration0)], out Tensor[] broadcast)
    {
        Concentration1 = broadcast[0];
        Concentration0 = broadcast[1];
    }

    /// <summary>[B…] exponent a. The distribution's own view: not to be disposed.</summary>
    public Tensor Concentration1 { get; }

    /// <summary>[B…] exponent b. The distribution's own view: not to be disposed.</summary>
    public Tensor Concentration0 { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    internal override Interval Support => Interval.Unit;

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => Concentration1 / (Concentration1 + Concentration0));

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() =>
    {
        Tensor total = Concentration1 + Concentration0;
        return Concentration1 * Concentration0 / (total.square() * (total + 1));
    });

    /// <inheritdoc/>
    /// <remarks>
    /// (a − 1)/(a + b − 2) where both are at least 1 and not both 1; the end where only one is less; not-a-number else, where both ends or
    /// all values tie.
    /// </remarks>
    public Tensor Mode() => Scoped(() =>
    {
        Tensor one = (Concentration1 - 1).clamp_min(0);
        Tensor zero = (Concentration0 - 1).clamp_min(0);
        Tensor inner = one / (one + zero);
        Tensor atZero = Concentration1.lt(1).logical_and(Concentration0.ge(1));
        Tensor atOne = Concentration0.lt(1).logical_and(Concentration1.ge(1));
        return inner.masked_fill(atZero, 0).masked_fill(atOne, 1);
    });

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() =>
    {
        Tensor total = Concentration1 + Concentration0;
        return Special.LogBeta(Concentration1, Concentration0) - ((Concentration1 - 1) * Concentration1.digamma())
            - ((Concentration0 - 1) * Concentration0.digamma()) + ((total - 2) * total.digamma());
    });

    internal override Tensor LogProbabilityCore(Tensor value) => Within(
        value.ge(0).logical_and(value.le(1)),
        value,
        0.5,
        x => torch.xlogy(Concentration1 - 1, x) + torch.special.xlog1py(Concentration0 - 1, -x)
            - Special.LogBeta(Concentration1, Concentration0));

    internal override Tensor CdfCore(Tensor value) => Incomplete(value, lower: true);

    internal override Tensor SurvivalCore(Tensor value) => Incomplete(value, lower: false);

    internal override Tensor Draw(long[] shape, torch.Generator generator)
    {
        Tensor both = torch.stack([Concentration1, Concentration0], -1);
        return Noise.Dirichlet(both, shape, generator).select(-1, 0);
    }

    private Tensor Incomplete(Tensor value, bool lower)
    {
        Tensor x = value.clamp(0, 1) + torch.zeros_like(Concentration1);
        Tensor one = Concentration1.expand_as(x);
        Tensor zero = Concentration0.expand_as(x);
        return lower ? IncompleteBeta.Evaluate(one, zero, x, 1 - x) : IncompleteBeta.Evaluate(zero, one, 1 - x, x);
    }
}
