namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class OodThresholdTests
{
    private static readonly double[] Nineteen = [.. Enumerable.Range(1, 19).Select(value => (double)value).Reverse()];

    private static string File => Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.safetensors");

    [TearDown]
    public void RemoveFile() => System.IO.File.Delete(File);

    /// <summary>⌈20 · 0.9⌉ = 18, ⌈20 · 0.95⌉ = 19; at 0.04 the 20th of 19 scores is needed.</summary>
    [TestCase(0.1, 18)]
    [TestCase(0.05, 19)]
    [TestCase(0.04, double.PositiveInfinity)]
    public void AtFalseAlarmRate_NineteenScores_IsTheOrderStatistic(double rate, double expected) =>
        Assert.That(OodThreshold.AtFalseAlarmRate(Nineteen, rate).Value, Is.EqualTo(expected));

    /// <summary>0.95 · 20 = 19 exactly, though not in binary.</summary>
    [TestCase(20, 0.95, 19)]
    [TestCase(100, 0.29, 29)]
    [TestCase(3, 0.5, 2)]
    public void AtAcceptedShare_ScoresFromOne_IsTheOrderStatistic(int count, double share, double expected)
    {
        double[] scores = [.. Enumerable.Range(1, count).Select(value => (double)value)];
        OodThreshold threshold = OodThreshold.AtAcceptedShare(scores, share);
        Assert.That(threshold.Value, Is.EqualTo(expected));
        Assert.That(scores.Count(score => !threshold.Flags(score)) / (double)count, Is.GreaterThanOrEqualTo(share));
    }

    [Test]
    public void PValue_AtMostTheRate_IsWhereItFlags()
    {
        OodThreshold threshold = OodThreshold.AtFalseAlarmRate(Nineteen, 0.1);
        for (double score = 0; score <= 21; score += 0.5)
        {
            Assert.That(threshold.PValue(score) <= 0.1, Is.EqualTo(threshold.Flags(score)), $"score {score}");
        }
    }

    /// <summary>Over 2,000 calibration sets of 99 the share is 0.05 with a standard error of 0.0005.</summary>
    [Test]
    public void AtFalseAlarmRate_NewInliers_AreFlaggedThatOften()
    {
        MathNet.Numerics.Random.MersenneTwister random = new(5);
        int flagged = 0;
        for (int set = 0; set < 2000; set++)
        {
            OodThreshold threshold = OodThreshold.AtFalseAlarmRate([.. random.NextDoubles(99)]);
            flagged += random.NextDoubles(100).Count(threshold.Flags);
        }

        Assert.That(flagged / 200_000.0, Is.EqualTo(0.05).Within(0.002));
    }

    [TestCase(ThresholdRule.FalseAlarmRate)]
    [TestCase(ThresholdRule.AcceptedShare)]
    public void Load_OfASavedThreshold_IsTheSame(ThresholdRule rule)
    {
        OodThreshold saved = rule == ThresholdRule.FalseAlarmRate
            ? OodThreshold.AtFalseAlarmRate(Nineteen, 0.04)
            : OodThreshold.AtAcceptedShare(Nineteen, 0.3);
        saved.Save(File);
        OodThreshold loaded = OodThreshold.Load(File);
        Assert.That((loaded.Rule, loaded.Level, loaded.Value, loaded.Count), Is.EqualTo((rule, saved.Level, saved.Value, 19)));
        Assert.That(loaded.PValue(7.5), Is.EqualTo(saved.PValue(7.5)));
    }

    [Test]
    public void Load_OfATruncatedFile_IsRefused()
    {
        OodThreshold.AtFalseAlarmRate(Nineteen).Save(File);
        System.IO.File.WriteAllBytes(File, System.IO.File.ReadAllBytes(File)[..^8]);
        Assert.Throws<InvalidDataException>(() => OodThreshold.Load(File));
    }

    [Test]
    public void BadInput_IsNamed()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => OodThreshold.AtFalseAlarmRate([]))!.ParamName, Is.EqualTo("scores"));
        Assert.That(Assert.Throws<ArgumentException>(() => OodThreshold.AtAcceptedShare([1, double.NaN]))!.ParamName, Is.EqualTo("scores"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => OodThreshold.AtFalseAlarmRate([1], 0))!.ParamName, Is.EqualTo("rate"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => OodThreshold.AtAcceptedShare([1], 1))!.ParamName, Is.EqualTo("share"));
        OodThreshold threshold = OodThreshold.AtFalseAlarmRate([1, 2]);
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => threshold.Flags(double.NaN))!.ParamName, Is.EqualTo("score"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => threshold.PValue(double.NaN))!.ParamName, Is.EqualTo("score"));
    }
}
