using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// Divergences between two families: −H(q) − E_q[ln p], where the expectation is known. In the current dispose scope.
/// </summary>
internal static class OtherFamily
{
    /// <summary>KL(q ‖ p), null where it is not known.</summary>
    public static Tensor? Divergence(Distribution q, Distribution p)
    {
        Tensor? logarithm = (q, p) switch
        {
            (Uniform or Laplace or Logistic or Gumbel or Exponential or Gamma or Beta or HalfNormal or LogNormal, Normal b) =>
                UnderNormal((IHasMoments)q, b),
            (Gamma or Beta or HalfNormal or LogNormal, Exponential b) => b.Rate.log() - (b.Rate * ((IHasMoments)q).Mean()),
            (Exponential a, Gamma b) => UnderGamma(-Special.EulerGamma - a.Rate.log(), a, b),
            (LogNormal a, Gamma b) => UnderGamma(a.Location, a, b),
            (Beta a, Gamma b) => UnderGamma(a.Concentration1.digamma() - (a.Concentration1 + a.Concentration0).digamma(), a, b),
            (Beta, Uniform b) => UnderUniform(b),
            (Normal a, Laplace b) => UnderLaplace(a, b),
            (Normal a, Gumbel b) => UnderGumbel(a, b),
            (Bernoulli a, Poisson b) => (a.Probabilities * b.Rate.log()) - b.Rate,
            _ => null,
        };
        return logarithm is null ? null : -((IHasEntropy)q).Entropy() - logarithm;
    }

    /// <summary>E ln N(x; μ, σ²) needs the mean and the variance only.</summary>
    private static Tensor UnderNormal(IHasMoments q, Normal p) =>
        ((q.Variance() + (q.Mean() - p.Location).square()) / p.Scale.square() * -0.5) - p.Scale.log() - Special.HalfLogTwoPi;

    private static Tensor UnderGamma(Tensor meanLogarithm, IHasMoments q, Gamma p) =>
        (p.Concentration * p.Rate.log()) - p.Concentration.lgamma() + ((p.Concentration - 1) * meanLogarithm) - (p.Rate * q.Mean());

    private static Tensor UnderUniform(Uniform p)
    {
        Tensor narrower = p.Low.gt(0).logical_or(p.High.lt(1));
        return (p.High - p.Low).log().neg().masked_fill(narrower, double.NegativeInfinity);
    }

    private static Tensor UnderLaplace(Normal q, Laplace p)
    {
        // The mean of |x − m| under the normal distribution.
        Tensor distance = q.Location - p.Location;
        Tensor standard = distance / q.Scale;
        Tensor mean = (q.Scale * Math.Sqrt(2 / Math.PI) * (standard.square() * -0.5).exp())
            + (distance * (standard * Math.Sqrt(0.5)).erf());
        return -(mean / p.Scale) - (p.Scale * 2).log();
    }

    private static Tensor UnderGumbel(Normal q, Gumbel p)
    {
        Tensor shift = (q.Location - p.Location) / p.Scale;
        Tensor spread = (q.Scale / p.Scale).square() * 0.5;
        return -shift - (spread - shift).exp() - p.Scale.log();
    }
}
