using TorchSharp;
using Uncertainty.Evaluation.Tests.Outputs;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The output family of docs/extending.md, as it stands there.</summary>
[TestFixture]
internal sealed class ExtendingSnippetTests
{
    /// <summary>Against the density written out.</summary>
    [Test]
    public void Output_LogProbability_IsThatOfTheDensity()
    {
        using DisposeScope scope = NewDisposeScope();
        LogisticOutput output = new(targets: 1);
        double[] locations = [0.3, -2, 5];
        double[] logScales = [0, 0.7, -1.2];
        double[] targets = [0.1, 4, -3];
        Tensor raw = tensor(locations.Zip(logScales).SelectMany(pair => new[] { pair.First, pair.Second }).ToArray(), [3, 2]);
        double[] expected =
        [
            .. Enumerable.Range(0, 3).Select(i =>
            {
                double scale = Math.Exp(logScales[i]);
                double power = Math.Exp(-Math.Abs(targets[i] - locations[i]) / scale);
                return Math.Log(power / (scale * (1 + power) * (1 + power)));
            }),
        ];
        Assert.That(Values.Of(output.LogProbability(raw, tensor(targets, [3, 1]))), Is.EqualTo(expected).Within(1e-7));
    }

    [Test]
    public void Output_Quantiles_HoldTheirShares()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new[] { 2.0, 0.5 }, [1, 2]);
        double[] quantiles = Values.Of(new LogisticOutput(targets: 1).Quantiles(raw, [0.25, 0.5, 0.9]));
        double[] shares = [.. quantiles.Select(quantile => 1 / (1 + Math.Exp(-(quantile - 2) / Math.Exp(0.5))))];
        Assert.That(shares, Is.EqualTo(new[] { 0.25, 0.5, 0.9 }).Within(1e-12));
    }
}

/// <summary>
/// Logistic targets: raw outputs [μ | l], locations and log-scales l = ln s, K = 2 D. Zeros stand for location 0 and scale 1, variance π²/3.
/// </summary>
/// <remarks>Density e^(-z) / (s (1 + e^(-z))²) with z = (y - μ)/s.</remarks>
internal sealed class LogisticOutput(int targets) : LocationScaleOutput(targets)
{
    public override int Columns => 2 * Targets;

    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        return new RegressionReading(Block(raw, 0).alias(), (Block(raw, Targets) * 2).exp() * (Math.PI * Math.PI / 3));
    }

    private protected override Tensor LogDensity(Tensor raw, Tensor targets)
    {
        Tensor logScales = Block(raw, Targets);
        Tensor z = ((targets - Block(raw, 0)) * logScales.neg().exp()).abs();            // symmetric: no overflow on either side
        return (z + (z.neg().exp().log1p() * 2) + logScales).sum(1).neg();
    }

    private protected override Tensor Scale(Tensor raw) => Block(raw, Targets).exp();

    private protected override Tensor StandardQuantiles(Tensor raw, double[] levels) =>
        ForLevels(raw, Array.ConvertAll(levels, level => Math.Log(level / (1 - level))));
}

[TestFixture]
internal sealed class LogisticOutputContract : RegressionOutputContractTests
{
    protected override RegressionOutput Output { get; } = new LogisticOutput(Dimensions);

    protected override (double Mean, double Aleatoric) AtZero => (0, Math.PI * Math.PI / 3);
}
