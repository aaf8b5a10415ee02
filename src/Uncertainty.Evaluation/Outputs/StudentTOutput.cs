using MathNet.Numerics;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Student-t-distributed targets, independent of each other: locations μ, log-scales l = ln σ and degrees of freedom ν, the fewer the heavier the
/// tails. With ν fixed raw outputs are [μ | l], K = 2 D; with ν learnt they are [μ | l | r], K = 3 D and ν = 2 + softplus(r), so that the variance
/// σ² ν/(ν - 2) is finite. Zeros stand for location 0, scale σ = 1 and, where learnt, ν = 2 + ln 2.
/// </summary>
/// <remarks>
/// Lange, Little and Taylor, "Robust Statistical Modeling Using the t Distribution", JASA 1989. σ is the scale, not the standard deviation.
/// </remarks>
public sealed class StudentTOutput : LocationScaleOutput
{
    /// <summary>For D targets.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    /// <param name="degreesOfFreedom">ν of all targets, above 2; null (the default) to learn it, input by input.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; with ν up to 2 the variance would be infinite.</exception>
    public StudentTOutput(int targets, double? degreesOfFreedom = null)
        : base(targets)
    {
        if (degreesOfFreedom is double degrees && !(degrees > 2 && double.IsFinite(degrees)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(degreesOfFreedom), degrees, "must be finite and above 2: the variance is infinite with 2 and fewer.");
        }

        DegreesOfFreedom = degreesOfFreedom;
    }

    /// <summary>ν of all targets; null where it is learnt.</summary>
    public double? DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public override int Columns => (DegreesOfFreedom is null ? 3 : 2) * Targets;

    /// <summary>Locations, and the variances σ² ν/(ν - 2).</summary>
    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor squares = (Block(raw, Targets) * 2).exp();
        if (DegreesOfFreedom is double degrees)
        {
            return new RegressionReading(Block(raw, 0).alias(), squares * (degrees / (degrees - 2)));
        }

        // 2/(ν - 2) from the excess itself: ν - 2 would lose it to rounding where it is small.
        Tensor excess = Excess(raw);
        return new RegressionReading(Block(raw, 0).alias(), squares * ((excess.reciprocal() * 2) + 1));
    }

    private protected override Tensor LogDensity(Tensor raw, Tensor targets) =>
        StudentTTerms.LogDensity(targets - Block(raw, 0), Block(raw, Targets), Degrees(raw)).sum(1);

    private protected override Tensor Scale(Tensor raw) => Block(raw, Targets).exp();

    /// <summary>Learnt degrees of freedom are looked up one by one, on the CPU and without a gradient.</summary>
    private protected override Tensor StandardQuantiles(Tensor raw, double[] levels)
    {
        if (DegreesOfFreedom is double degrees)
        {
            return ForLevels(raw, [.. Enumerable.Range(0, levels.Length).Select(index => Standard(degrees, levels, index))]);
        }

        Tensor own = Degrees(raw).detach().cpu().to_type(torch.ScalarType.Float64).contiguous();
        double[] each = own.data<double>().ToArray();
        Tensor[] quantiles =
        [
            .. Enumerable.Range(0, levels.Length)
                .Select(index => torch.tensor(Array.ConvertAll(each, one => Standard(one, levels, index)), own.shape)),
        ];
        return torch.stack(quantiles, 1).to(raw.dtype).to(raw.device);
    }

    private Tensor Degrees(Tensor raw) =>
        DegreesOfFreedom is double degrees ? torch.tensor(degrees, raw.dtype, raw.device) : Excess(raw) + 2;

    private Tensor Excess(Tensor raw) => Block(raw, 2 * Targets).softplus();

    private static double Standard(double degrees, double[] levels, int index)
    {
        try
        {
            return MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, degrees, levels[index]);
        }
        catch (NonConvergenceException)
        {
            throw new ArgumentOutOfRangeException(
                nameof(levels), levels[index], $"a quantile of Student's t with {degrees} degrees of freedom is not found beyond 800 scales from the location.");
        }
    }
}
