using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>The regularised incomplete beta function.</summary>
internal static class IncompleteBeta
{
    private const int Limit = 10_000;

    // How often to look whether the fraction has settled: looking stops the device.
    private const int Stride = 8;

    /// <summary>
    /// I_x(a, b), the probability that a Beta(a, b) variable is at most x. Takes 1 − x as well, since the caller may know it to more
    /// digits. Without gradients.
    /// </summary>
    /// <remarks>
    /// The continued fraction of NIST, "Digital Library of Mathematical Functions", 8.17.22, by the modified Lentz method; by
    /// I_x(a, b) = 1 − I_{1−x}(b, a) where that converges faster.
    /// </remarks>
    public static Tensor Evaluate(Tensor a, Tensor b, Tensor x, Tensor complement)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor swap = x.gt((a + 1) / (a + b + 2));
        Tensor first = torch.where(swap, b, a);
        Tensor second = torch.where(swap, a, b);
        Tensor argument = torch.where(swap, complement, x);
        Tensor rest = torch.where(swap, x, complement);
        Tensor logFront = torch.xlogy(first, argument) + torch.xlogy(second, rest) - Special.LogBeta(first, second) - first.log();
        Tensor value = logFront.exp() * Fraction(first, second, argument);
        return torch.where(swap, 1 - value, value).MoveToOuterDisposeScope();
    }

    private static Tensor Fraction(Tensor a, Tensor b, Tensor x)
    {
        double epsilon = x.dtype == torch.ScalarType.Float64 ? 1e-15 : 1e-7;
        Tensor c = torch.ones_like(x);
        Tensor d = NotZero(1 - ((a + b) * x / (a + 1))).reciprocal();
        Tensor fraction = d.clone();
        for (int m = 1; m <= Limit; m++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor twice = a + (2 * m);
            Tensor even = m * (b - m) * x / ((twice - 1) * twice);
            Tensor odd = -(a + m) * (a + b + m) * x / (twice * (twice + 1));
            Tensor nextD = NotZero((even * d) + 1).reciprocal();
            Tensor nextC = NotZero((even / c) + 1);
            Tensor next = fraction * nextD * nextC;
            nextD = NotZero((odd * nextD) + 1).reciprocal();
            nextC = NotZero((odd / nextC) + 1);
            Tensor change = nextD * nextC;
            next = next * change;
            bool settled = m % Stride == 0 && Parameter.Number((change - 1).abs().max()) <= 4 * epsilon;
            (c, d, fraction) =
                (nextC.MoveToOuterDisposeScope(), nextD.MoveToOuterDisposeScope(), next.MoveToOuterDisposeScope());
            if (settled)
            {
                return fraction;
            }
        }

        throw new InvalidOperationException(
            $"The incomplete beta function did not settle within {Limit} steps; "
            + $"its parameters are up to {Parameter.Extremes(torch.maximum(a, b)).Highest:G6}.");
    }

    // The method divides by these; it allows any tiny number in place of 0.
    private static Tensor NotZero(Tensor value) => value.masked_fill(value.eq(0), 1e-30);
}
