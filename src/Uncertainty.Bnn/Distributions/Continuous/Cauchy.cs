using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// Cauchy distribution: density 1 / (π s (1 + ((x − m)/s)²)). It has neither a mean nor a variance, and no members for them.
/// </summary>
public sealed class Cauchy : LocationScaleDistribution, IHasInverseCdf
{
    /// <summary>A batch of Cauchy distributions.</summary>
    /// <param name="location">[B…] median and mode m.</param>
    /// <param name="scale">[B…] scale s, greater than 0: half of the distance between the quartiles.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Cauchy(Tensor location, Tensor scale)
        : base([Parameter.Real(location), Parameter.Positive(scale)], out _)
    {
    }

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdfFrom(probability, StandardInverseCdf);

    internal override Tensor StandardLogDensity(Tensor z) => -z.square().log1p() - Math.Log(Math.PI);

    // The angle of the point (−z, 1) keeps the digits of the lower tail, where ½ + arctan(z)/π loses them.
    internal override Tensor StandardCdf(Tensor z) => torch.atan2(torch.ones_like(z), -z) / Math.PI;

    internal override Tensor StandardSurvival(Tensor z) => StandardCdf(-z);

    internal override Tensor StandardEntropy() => Constant(Math.Log(4 * Math.PI));

    internal override Tensor StandardDraw(long[] shape, torch.Generator generator) =>
        StandardInverseCdf(Noise.Uniform(shape, generator)).to(Type, Device);

    private static Tensor StandardInverseCdf(Tensor probability)
    {
        // tan(π(p − ½)) = −cot(πp), from the nearer end; at the ends themselves the tangent of 0 gives the infinities.
        Tensor lower = probability.lt(0.5);
        Tensor cotangent = (torch.where(lower, probability, 1 - probability) * Math.PI).tan().reciprocal();
        return torch.where(lower, -cotangent, cotangent);
    }
}
