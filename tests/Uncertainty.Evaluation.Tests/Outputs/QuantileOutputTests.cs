using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

[TestFixture]
internal sealed class QuantileOutputTests
{
    private static readonly double[] Levels = [0.1, 0.5, 0.9];

    [Test]
    public void Quantiles_HandNumbers_AddTheSoftplusOfEachLevel()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new double[] { 1, -3, 0, 2, -1, 0.5 }, [1, 6]);   // levels of two targets: (1, -3), (0, 2), (-1, 0.5)
        Tensor quantiles = new QuantileOutput(2, Levels).Quantiles(raw);
        double[] expected =
        [
            1, -3, 1 + Softplus(0), -3 + Softplus(2), 1 + Softplus(0) + Softplus(-1), -3 + Softplus(2) + Softplus(0.5),
        ];
        Assert.That(quantiles.shape, Is.EqualTo(new long[] { 1, 3, 2 }));
        Assert.That(Values.Of(quantiles), Is.EqualTo(expected).Within(1e-14));
        Assert.That(Values.Of(new QuantileOutput(2, Levels, mayCross: true).Quantiles(raw)), Is.EqualTo(Values.Of(raw)));
    }

    [Test]
    public void Quantiles_AnyRaw_DoNotCross()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor quantiles = new QuantileOutput(2, Levels).Quantiles(Networks.Inputs(1, 50, 6) * 10);
        Tensor steps = quantiles.narrow(1, 1, 2) - quantiles.narrow(1, 0, 2);
        Assert.That(steps.min().item<float>(), Is.GreaterThanOrEqualTo(0));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Loss_IsTheMeanPinballLossOfTheMetrics(bool mayCross)
    {
        using DisposeScope scope = NewDisposeScope();
        QuantileOutput output = new(2, Levels, mayCross);
        Tensor raw = Networks.Inputs(2, 7, 6).to_type(ScalarType.Float64);
        Tensor targets = Networks.Inputs(3, 7, 2).to_type(ScalarType.Float64);
        double[] truth = Values.Of(targets);
        Tensor quantiles = output.Quantiles(raw);
        double expected = Levels.Select((level, index) => IntervalMetrics.PinballLoss(Values.Of(quantiles.select(1, index)), truth, level)).Average();
        Assert.That(output.Loss(raw, targets).item<double>(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void Read_WithAMedian_IsTheMedianAndTheNormalVarianceOfTheOuterTwo()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new[] { -1.0, 0.4, 2.5 }, [1, 3]);
        using RegressionReading reading = new QuantileOutput(1, Levels, mayCross: true).Read(raw);
        Assert.That(reading.Mean.item<double>(), Is.EqualTo(0.4));
        Assert.That(reading.Aleatoric.item<double>(), Is.EqualTo(Math.Pow(3.5 / (2 * 1.2815515655446004), 2)).Within(1e-12));
    }

    /// <summary>Quantiles of N(2, 3²) give mean and variance back, also at levels that are not symmetric.</summary>
    [Test]
    public void Read_QuantilesOfANormal_AreItsMoments()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] levels = [0.05, 0.2, 0.7];
        Tensor normal = new GaussianOutput(1).Quantiles(tensor(new[] { 2, 2 * Math.Log(3) }, [1, 2]), levels);
        using RegressionReading reading = new QuantileOutput(1, levels, mayCross: true).Read(normal.squeeze(2));
        Assert.That(reading.Mean.item<double>(), Is.EqualTo(2).Within(1e-9));
        Assert.That(reading.Aleatoric.item<double>(), Is.EqualTo(9).Within(1e-9));
    }

    [TestCase(0.5)]
    [TestCase(0.5, 0.5)]
    [TestCase(0.9, 0.1)]
    [TestCase(0.0, 0.5)]
    [TestCase(0.5, 1.0)]
    [TestCase(0.1, double.NaN)]
    public void Levels_NotIncreasingInTheUnitInterval_Throw(params double[] levels) => Assert.That(
        () => new QuantileOutput(1, levels), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo("levels"));

    [Test]
    public void Levels_AreTheCallersNoLonger()
    {
        double[] levels = [0.1, 0.9];
        QuantileOutput output = new(1, levels);
        levels[0] = 0.5;
        Assert.That(output.Levels, Is.EqualTo(new[] { 0.1, 0.9 }));
    }

    private static double Softplus(double value) => Math.Log(1 + Math.Exp(value));
}
