using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Laplace-distributed targets, independent of each other, with heavier tails than normal ones: raw outputs [μ | l], locations and log-scales
/// l = ln b, K = 2 D. The loss is an absolute error with a learnt scale, so that far targets pull less. Zeros stand for location 0 and
/// scale b = 1, variance 2.
/// </summary>
/// <remarks>Density e^(-|y - μ|/b) / (2 b); Kendall and Gal, NeurIPS 2017, Section 4, use its loss for depth.</remarks>
public sealed class LaplaceOutput : LocationScaleOutput
{
    /// <summary>For D targets.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    public LaplaceOutput(int targets)
        : base(targets)
    {
    }

    /// <inheritdoc/>
    public override int Columns => 2 * Targets;

    /// <summary>Locations, and the variances 2 b².</summary>
    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return new RegressionReading(Block(raw, 0).alias(), (Block(raw, Targets) * 2).exp() * 2);
    }

    private protected override Tensor LogDensity(Tensor raw, Tensor targets)
    {
        Tensor logScales = Block(raw, Targets);
        Tensor distances = (targets - Block(raw, 0)).abs() * logScales.neg().exp();
        return (distances + logScales + Math.Log(2)).sum(1).neg();
    }

    private protected override Tensor Scale(Tensor raw) => Block(raw, Targets).exp();

    private protected override Tensor StandardQuantiles(Tensor raw, double[] levels) => ForLevels(raw, Array.ConvertAll(levels, Standard));

    // Of the nearer tail, so that no digits are lost at levels near 0 and 1.
    private static double Standard(double level) => level <= 0.5 ? Math.Log(2 * level) : -Math.Log(2 * (1 - level));
}
