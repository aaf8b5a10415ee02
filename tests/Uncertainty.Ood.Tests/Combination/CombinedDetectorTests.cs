using TorchSharp;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class CombinedDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) => CombinedDetector.Fit(Members(toy), toy.Unlabelled, PValueCombination.HarmonicMean);

    protected override ISavableDetector Load(string path, ToyProblem toy) => CombinedDetector.Load(path, Members(toy));

    private static IOodDetector[] Members(ToyProblem toy) => [new EnergyDetector(toy.Network), new MaxProbabilityDetector(toy.Network, 2)];
}

[TestFixture]
internal sealed class CombinedDetectorTests
{
    private static readonly Column First = new(0);
    private static readonly Other Second = new(1);

    /// <summary>By hand; the first also by scipy.stats.combine_pvalues.</summary>
    [TestCase(PValueCombination.Fisher, 12.941583)]
    [TestCase(PValueCombination.Minimum, -0.02)]
    [TestCase(PValueCombination.Maximum, -0.43)]
    [TestCase(PValueCombination.Simes, -0.06)]
    [TestCase(PValueCombination.HarmonicMean, -0.0518304)]
    public void Combine_ThreePValues_IsTheFormula(PValueCombination combination, double expected)
    {
        Assert.That(PValues.Combine([0.18, 0.02, 0.43], combination), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void Combine_Simes_TakesTheLeastOverRanks()
    {
        // 3 · 0.04, 3/2 · 0.05 and 0.9.
        Assert.That(PValues.Combine([0.05, 0.9, 0.04], PValueCombination.Simes), Is.EqualTo(-0.075).Within(1e-15));
    }

    [Test]
    public void Combine_WhatIsNoPValue_IsRefused([Values(0, -0.1, 1.1, double.NaN)] double value)
    {
        Assert.That(Name(() => PValues.Combine([0.5, value], PValueCombination.Fisher)), Is.EqualTo("pValues"));
        Assert.That(Name(() => PValues.Combine([], PValueCombination.Fisher)), Is.EqualTo("pValues"));
        Assert.That(Name(() => PValues.Combine([0.5], (PValueCombination)77)), Is.EqualTo("combination"));
    }

    [Test]
    public void Score_CalibratedByHand_CombinesConformalPValues()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] calibration = [torch.tensor(new[] { 1.0, 50, 2, 40 }, [2, 2]), torch.tensor(new[] { 2.0, 60, 4, 10 }, [2, 2])];
        CombinedDetector detector = CombinedDetector.Fit([First, Second], calibration);

        // Among 1, 2, 2, 4 and 10, 40, 50, 60.
        Tensor inputs = torch.tensor(new[] { 2.0, 55, 9, 5 }, [2, 2]);
        Assert.That(Values.Of(detector.MemberPValues(inputs)), Is.EqualTo(new[] { 0.8, 0.2, 0.4, 1 }).Within(1e-15));
        Assert.That(Values.Of(detector.Score(inputs)), Is.EqualTo(new[] { -2 * Math.Log(0.8 * 0.4), -2 * Math.Log(0.2) }).Within(1e-14));
        Assert.That(detector.CalibrationCount, Is.EqualTo(4));
    }

    /// <summary>Monotone changes of scale of a member change nothing.</summary>
    [Test]
    public void Score_MemberInOtherUnits_IsTheSame()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor calibration = Networks.Inputs(1, 200, 2);
        Tensor inputs = Networks.Inputs(2, 30, 2);
        CombinedDetector plain = CombinedDetector.Fit([First, Second], [calibration]);
        CombinedDetector scaled = CombinedDetector.Fit([new Column(0, 1e6), Second], [calibration]);
        Assert.That(Values.Of(scaled.Score(inputs)), Is.EqualTo(Values.Of(plain.Score(inputs))));
    }

    [Test]
    public void Fit_BadArguments_AreNamed()
    {
        using Tensor inputs = torch.ones(3, 2, dtype: torch.ScalarType.Float64);
        Assert.That(Name(() => CombinedDetector.Fit(null!, [inputs])), Is.EqualTo("members"));
        Assert.That(Name(() => CombinedDetector.Fit([First], [inputs])), Is.EqualTo("members"));
        Assert.That(Name(() => CombinedDetector.Fit([First, null!], [inputs])), Is.EqualTo("members"));
        Assert.That(Name(() => CombinedDetector.Fit([First, Second], [])), Is.EqualTo("calibration"));
        Assert.That(Name(() => CombinedDetector.Fit([First, Second], null!)), Is.EqualTo("calibration"));
        Assert.That(Name(() => CombinedDetector.Fit([First, Second], [inputs], (PValueCombination)77)), Is.EqualTo("combination"));
    }

    [Test]
    public void Load_OtherMembers_IsRefused()
    {
        string path = Path.GetTempFileName();
        try
        {
            using Tensor inputs = torch.ones(3, 2, dtype: torch.ScalarType.Float64);
            CombinedDetector.Fit([First, Second], [inputs]).Save(path);
            Assert.That(
                Assert.Throws<InvalidDataException>(() => CombinedDetector.Load(path, [Second, First]))!.Message,
                Does.Contain("Column, Other").And.Contain("Other, Column"));
            Assert.That(() => CombinedDetector.Load(path, [First, Second, Second]), Throws.InstanceOf<InvalidDataException>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string? Name(Action act) => Assert.Catch<ArgumentException>(act)!.ParamName;

    /// <summary>A number of the input is its score.</summary>
    private class Column(int column, double scale = 1) : IOodDetector
    {
        public Tensor Score(Tensor inputs)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return (inputs.select(1, column).to_type(torch.ScalarType.Float64) * scale).MoveToOuterDisposeScope();
        }
    }

    private sealed class Other(int column) : Column(column);
}
