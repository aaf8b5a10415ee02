using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Functions in forms that keep their digits at both ends. In the current dispose scope.</summary>
internal static class Special
{
    public const double EulerGamma = 0.57721566490153286;

    /// <summary>½ ln 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274;

    // From here down the logarithm of the normal distribution function comes from its asymptotic series: erfc is close to underflow
    // in single precision, and the first term left out is below 1e-12.
    private const double NormalTail = -12;

    private static readonly double[] TailTerms = [1, -1, 3, -15, 105, -945, 10395, -135135, 2027025, -34459425];

    /// <summary>ln(1 + eˣ), without overflow and exact in the tail.</summary>
    public static Tensor Softplus(Tensor x) => torch.logaddexp(x, torch.zeros_like(x));

    /// <summary>ln(1 − e⁻ˣ) for x ≥ 0.</summary>
    public static Tensor LogOneMinusExp(Tensor x)
    {
        Tensor small = x.lt(Math.Log(2));
        Tensor near = x.masked_fill(small.logical_not(), 1).neg().expm1().neg().log();
        Tensor far = x.masked_fill(small, 1).neg().exp().neg().log1p();
        return torch.where(small, near, far);
    }

    public static Tensor NormalCdf(Tensor z) => (z * -Math.Sqrt(0.5)).erfc() * 0.5;

    /// <summary>ln Φ(z): by erfc, and in the far tail −½z² − ln(−z) − ½ ln 2π + ln(1 − 1/z² + 3/z⁴ − …).</summary>
    public static Tensor NormalLogCdf(Tensor z)
    {
        Tensor tail = z.lt(NormalTail);
        Tensor near = z.masked_fill(tail, 0);
        Tensor far = z.masked_fill(tail.logical_not(), NormalTail);
        Tensor inverse = far.pow(-2);
        Tensor series = torch.zeros_like(far);
        foreach (double term in TailTerms.Reverse())
        {
            series = (series * inverse) + term;
        }

        Tensor asymptotic = (far.square() * -0.5) - far.neg().log() - HalfLogTwoPi + series.log();

        // Above 0 the logarithm of a number near 1 is that of its complement.
        Tensor upper = near.gt(0);
        Tensor low = NormalCdf(near.masked_fill(upper, 0)).log();
        Tensor high = NormalCdf(near.masked_fill(upper.logical_not(), 0).neg()).neg().log1p();
        return torch.where(tail, asymptotic, torch.where(upper, high, low));
    }

    /// <summary>ln B(a, b).</summary>
    public static Tensor LogBeta(Tensor a, Tensor b) => a.lgamma() + b.lgamma() - (a + b).lgamma();

    /// <summary>p (ln p − ln q), 0 where p is 0.</summary>
    public static Tensor WeightedLogRatio(Tensor p, Tensor logP, Tensor logQ) => (p * (logP - logQ)).masked_fill(p.eq(0), 0);

    /// <summary>−p ln p, 0 where p is 0.</summary>
    public static Tensor EntropyTerm(Tensor p, Tensor logP) => (p * logP).masked_fill(p.eq(0), 0).neg();
}
