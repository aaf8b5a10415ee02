namespace ActiveLearningMnist.Tests;

/// <summary>What the table and the picture are told of curves that are known.</summary>
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
    public void LearningCurve_HasTheErrorsOfEachSeed()
    {
        Assert.That(Both[1].LearningCurve.Name, Is.EqualTo("bald"));
        Assert.That(Both[1].LearningCurve.Repeats, Has.Count.EqualTo(2));
        Assert.That(Both[1].LearningCurve.Repeats[0], Is.EqualTo(new[] { (20, 0.5), (30, 0.1), (40, 0.06) }), "seed 0");
        Assert.That(Both[1].LearningCurve.Repeats[1], Is.EqualTo(new[] { (20, 0.4), (30, 0.08), (40, 0.04) }), "seed 1");
    }

    private static Curve Make(string function, long seed, params double[] accuracies) => new(
        function, seed, [.. accuracies.Select((accuracy, round) => new CurvePoint(round + 1, 20 + (10 * round), accuracy))]);
}
