using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Student's t distribution, moved and stretched: heavy tails, the normal distribution for many degrees of freedom.</summary>
/// <remarks>
/// <see cref="ScalarDistribution.Cdf"/> and its kin come from the incomplete beta function and carry no gradients.
/// </remarks>
public sealed class StudentT : LocationScaleDistribution, IHasMoments
{
    /// <summary>A batch of t distributions.</summary>
    /// <param name="degreesOfFreedom">[B…] degrees of freedom ν, greater than 0.</param>
    /// <param name="location">[B…] median and mode.</param>
    /// <param name="scale">[B…] scale s, greater than 0; the variance is s² ν/(ν − 2).</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the others' type or shape.</exception>
    public StudentT(Tensor degreesOfFreedom, Tensor location, Tensor scale)
        : base(
            [Parameter.Real(location), Parameter.Positive(scale), Parameter.Positive(degreesOfFreedom)],
            out Tensor[] broadcast) => DegreesOfFreedom = broadcast[2];

    /// <summary>[B…] degrees of freedom ν. The distribution's own view: not to be disposed.</summary>
    public Tensor DegreesOfFreedom { get; }

    /// <summary>[B…] mean: the location; not-a-number for ν ≤ 1, where there is none. New tensor.</summary>
    public Tensor Mean() => Scoped(() => Location.masked_fill(DegreesOfFreedom.le(1), double.NaN));

    /// <summary>[B…] variance s² ν/(ν − 2); infinite for 1 &lt; ν ≤ 2, not-a-number for ν ≤ 1. New tensor.</summary>
    public Tensor Variance() => Scoped(() =>
    {
        Tensor infinite = DegreesOfFreedom.le(2);
        Tensor finite = DegreesOfFreedom.masked_fill(infinite, 3);
        return (Scale.square() * finite / (finite - 2))
            .masked_fill(infinite, double.PositiveInfinity)
            .masked_fill(DegreesOfFreedom.le(1), double.NaN);
    });

    internal override Tensor StandardLogDensity(Tensor z) =>
        ((DegreesOfFreedom + 1) * -0.5 * (z.square() / DegreesOfFreedom).log1p()) - LogNormaliser();

    internal override Tensor StandardCdf(Tensor z)
    {
        Tensor tail = Tail(z);
        return torch.where(z.lt(0), tail, 1 - tail);
    }

    internal override Tensor StandardSurvival(Tensor z) => StandardCdf(-z);

    internal override Tensor StandardLogCdf(Tensor z)
    {
        Tensor tail = Tail(z);
        return torch.where(z.lt(0), tail.log(), (-tail).log1p());
    }

    internal override Tensor StandardLogSurvival(Tensor z) => StandardLogCdf(-z);

    internal override Tensor StandardEntropy()
    {
        Tensor half = (DegreesOfFreedom + 1) * 0.5;
        return (half * (half.digamma() - (DegreesOfFreedom * 0.5).digamma())) + LogNormaliser();
    }

    internal override Tensor StandardDraw(long[] shape, torch.Generator generator)
    {
        Tensor normal = Noise.Normal(shape, generator).to(Type, Device);
        Tensor half = DegreesOfFreedom * 0.5;
        return normal * (half / Noise.Gamma(half, shape, generator)).sqrt();
    }

    /// <summary>ln (√ν B(ν/2, ½)).</summary>
    private Tensor LogNormaliser() =>
        Special.LogBeta(DegreesOfFreedom * 0.5, torch.full_like(DegreesOfFreedom, 0.5)) + (DegreesOfFreedom.log() * 0.5);

    /// <summary>P(Z &gt; |z|) = ½ I_x(ν/2, ½) with x = ν/(ν + z²).</summary>
    private Tensor Tail(Tensor z)
    {
        Tensor square = z.square();
        Tensor total = DegreesOfFreedom + square;
        Tensor shape = (DegreesOfFreedom * 0.5).expand_as(total);
        return IncompleteBeta.Evaluate(shape, torch.full_like(total, 0.5), DegreesOfFreedom / total, square / total) * 0.5;
    }
}
