using ActiveLearningMnist.Report;
using ScottPlot;
using ScottPlot.Plottables;

namespace ActiveLearningMnist.Tests;

/// <summary>What the table and the picture say of curves that are known.</summary>
[TestFixture]
internal sealed class ComparisonTests
{
    private static readonly Curve[] Curves =
    [
        Make("bald", 1, 0.60, 0.92, 0.96),
        Make("random", 0, 0.50, 0.80, 0.91),
        Make("random", 1, 0.60, 0.90, 0.93),
        Make("bald", 0, 0.50, 0.90, 0.94),
    ];

    private static IReadOnlyList<Comparison> Both => Comparison.Of(["random", "bald"], Curves);

    [Test]
    public void LabelsTo_Targets_AreTheFirstRoundsAtOrBelow()
    {
        Assert.That(Curves[0].LabelsTo(0.1), Is.EqualTo(30));
        Assert.That(Curves[1].LabelsTo(0.1), Is.EqualTo(40));
        Assert.That(Curves[1].LabelsTo(0.05), Is.Null);
        Assert.That(Make("bald", 0, 0.95).LabelsTo(0.05), Is.EqualTo(20), "1 - 0.95 is a little more than 0.05");
        Assert.That(Both[0].LabelsTo(0.1), Is.EqualTo(new Spread(35, Math.Sqrt(50))), "40 and 30");
        Assert.That(Both[1].LabelsTo(0.05), Is.Null, "one of two");
        Assert.That(Both[1].Reached(0.05), Is.EqualTo(1));
    }

    [Test]
    public void Differences_ArePairedBySeed()
    {
        Assert.That(Both[0].Baseline, Is.Null);
        Assert.That(Both[1].LabelsToDifference(0.1), Is.EqualTo(new Spread(-5, Math.Sqrt(50))), "30 - 40 and 30 - 30");
        Assert.That(Both[1].LabelsToDifference(0.05), Is.Null);
        Assert.That(Both[1].LastErrorDifference!.Mean, Is.EqualTo(-0.03).Within(1e-12), "0.06 - 0.09 and 0.04 - 0.07");
        Assert.That(Both[1].LastErrorDifference!.Deviation!.Value, Is.EqualTo(0).Within(1e-12));
        Assert.That(Comparison.Of(["bald"], Curves)[0].LastErrorDifference, Is.Null);
    }

    [Test]
    public void Of_OneValue_HasNoDeviation() => Assert.That(Spread.Of([3]), Is.EqualTo(new Spread(3, null)));

    [Test]
    public void Draw_TwoSeeds_HasALineAndABandForEachFunctionInOneColour()
    {
        using Plot plot = LearningCurves.Draw(Both);
        Scatter[] lines = [.. plot.GetPlottables<Scatter>()];
        FillY[] bands = [.. plot.GetPlottables<FillY>()];
        Assert.That(lines.Select(line => line.LegendText), Is.EqualTo(new[] { "random", "bald" }));
        Assert.That(lines.Select(line => line.LineColor), Is.Unique);
        Assert.That(bands.Select(band => band.FillColor.ToStringRGB()), Is.EqualTo(lines.Select(line => line.LineColor.ToStringRGB())));
        Coordinates second = lines[1].Data.GetScatterPoints()[1];
        Assert.That(second.X, Is.EqualTo(30));
        Assert.That(second.Y, Is.EqualTo(9).Within(1e-9), "bald: 10 and 8 percent");
        Assert.That(plot.Axes.GetLimits().Bottom, Is.Zero);
        Assert.That(plot.GetSvgXml(600, 400), Does.Contain("<svg"));
    }

    [Test]
    public void Draw_OneSeed_HasNoBand()
    {
        using Plot plot = LearningCurves.Draw(Comparison.Of(["bald"], [Curves[0]]));
        Assert.That(plot.GetPlottables<Scatter>().ToArray(), Has.Length.EqualTo(1));
        Assert.That(plot.GetPlottables<FillY>(), Is.Empty);
    }

    [Test]
    public void Draw_OneRound_ShowsAPoint()
    {
        using Plot plot = LearningCurves.Draw(Comparison.Of(["bald"], [Make("bald", 0, 0.5)]));
        Assert.That(plot.GetPlottables<Scatter>().Single().MarkerSize, Is.GreaterThan(0));
        Assert.That(plot.GetSvgXml(600, 400), Does.Contain("<svg"));
    }

    private static Curve Make(string function, long seed, params double[] accuracies) => new(
        function, seed, [.. accuracies.Select((accuracy, round) => new CurvePoint(round + 1, 20 + (10 * round), accuracy))]);
}
