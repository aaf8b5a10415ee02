using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Divergences between two distributions of one family. In the current dispose scope.</summary>
internal static class SameFamily
{
    /// <summary>KL(q ‖ p), null where it is not known or the families differ.</summary>
    public static Tensor? Divergence(Distribution q, Distribution p) => (q, p) switch
    {
        (Normal a, Normal b) => OfNormal(a.Location, a.Scale, b.Location, b.Scale),
        (LogNormal a, LogNormal b) => OfNormal(a.Location, a.Scale, b.Location, b.Scale),
        (HalfNormal a, HalfNormal b) => OfScale(a.Scale, b.Scale),
        (Laplace a, Laplace b) => OfLaplace(a, b),
        (Cauchy a, Cauchy b) => OfCauchy(a, b),
        (Gumbel a, Gumbel b) => OfGumbel(a, b),
        (Exponential a, Exponential b) => (a.Rate.log() - b.Rate.log()) + (b.Rate / a.Rate) - 1,
        (Gamma a, Gamma b) => OfGamma(a, b),
        (Beta a, Beta b) => OfBeta(a, b),
        (Uniform a, Uniform b) => OfUniform(a, b),
        (Bernoulli a, Bernoulli b) => a.DivergenceFrom(b),
        (Categorical a, Categorical b) => OfCategorical(a, b),
        (Poisson a, Poisson b) => (a.Rate * (a.Rate.log() - b.Rate.log())) - a.Rate + b.Rate,
        (Geometric a, Geometric b) => OfGeometric(a, b),
        (Dirichlet a, Dirichlet b) => a.DivergenceFrom(b),
        (MultivariateNormal a, MultivariateNormal b) => a.DivergenceFrom(b),

        // One bijection changes both densities by the same factor.
        (TransformedDistribution a, TransformedDistribution b) when a.Bijector == b.Bijector => Bases(a.Base, b.Base),
        _ => null,
    };

    private static Tensor? Bases(Distribution q, Distribution p) => Divergence(q, p) ?? OtherFamily.Divergence(q, p);

    private static Tensor OfNormal(Tensor qLocation, Tensor qScale, Tensor pLocation, Tensor pScale) =>
        (((qLocation - pLocation) / pScale).square() * 0.5) + OfScale(qScale, pScale);

    /// <summary>½ (r² − 1) − ln r for the ratio r of the scales, exact where they are nearly the same.</summary>
    private static Tensor OfScale(Tensor q, Tensor p)
    {
        Tensor logRatio = q.log() - p.log();
        return ((logRatio * 2).expm1() * 0.5) - logRatio;
    }

    private static Tensor OfLaplace(Laplace q, Laplace p)
    {
        Tensor distance = (q.Location - p.Location).abs();
        return p.Scale.log() - q.Scale.log() + (distance / p.Scale) + (q.Scale / p.Scale * (-distance / q.Scale).exp()) - 1;
    }

    /// <summary>Chyzak, Nielsen, "A Closed-form Formula for the Kullback-Leibler Divergence between Cauchy Distributions", 2019.</summary>
    private static Tensor OfCauchy(Cauchy q, Cauchy p) =>
        ((q.Scale + p.Scale).square() + (q.Location - p.Location).square()).log() - (q.Scale * p.Scale * 4).log();

    private static Tensor OfGumbel(Gumbel q, Gumbel p)
    {
        Tensor ratio = q.Scale / p.Scale;
        Tensor shift = (q.Location - p.Location) / p.Scale;
        return -ratio.log() + (Special.EulerGamma * (ratio - 1)) + shift + ((ratio + 1).lgamma() - shift).exp() - 1;
    }

    private static Tensor OfGamma(Gamma q, Gamma p) =>
        ((q.Concentration - p.Concentration) * q.Concentration.digamma()) - q.Concentration.lgamma() + p.Concentration.lgamma()
        + (p.Concentration * (q.Rate.log() - p.Rate.log())) + (q.Concentration * ((p.Rate / q.Rate) - 1));

    private static Tensor OfBeta(Beta q, Beta p)
    {
        Tensor one = q.Concentration1 - p.Concentration1;
        Tensor zero = q.Concentration0 - p.Concentration0;
        return Special.LogBeta(p.Concentration1, p.Concentration0) - Special.LogBeta(q.Concentration1, q.Concentration0)
            + (one * q.Concentration1.digamma()) + (zero * q.Concentration0.digamma())
            - ((one + zero) * (q.Concentration1 + q.Concentration0).digamma());
    }

    private static Tensor OfUniform(Uniform q, Uniform p)
    {
        Tensor outside = q.Low.lt(p.Low).logical_or(q.High.gt(p.High));
        return ((p.High - p.Low).log() - (q.High - q.Low).log()).masked_fill(outside, double.PositiveInfinity);
    }

    private static Tensor OfCategorical(Categorical q, Categorical p) => q.Classes == p.Classes
        ? Special.WeightedLogRatio(q.Probabilities, q.LogProbabilities, p.LogProbabilities).sum(-1)
        : throw new ArgumentException($"must have the {q.Classes} classes of q; got {p.Classes}.", nameof(p));

    private static Tensor OfGeometric(Geometric q, Geometric p)
    {
        Tensor failure = 1 - q.SuccessProbability;
        Tensor logRatio = (-q.SuccessProbability).log1p() - (-p.SuccessProbability).log1p();
        return q.SuccessProbability.log() - p.SuccessProbability.log()
            + ((failure * logRatio).masked_fill(failure.eq(0), 0) / q.SuccessProbability);
    }
}
