namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class BinaryCalibrationTests
{
    private static readonly double[] Scores = [0.1, 0.2, 0.2, 0.6, 0.7, 0.9];
    private static readonly bool[] Mixed = [false, true, false, true, false, true];

    private static IEnumerable<TestCaseData> Fits =>
    [
        new TestCaseData((BinaryFit)((s, p) => PlattScaling.Fit(s, p)), (Func<string, BinaryCalibration>)PlattScaling.Load).SetArgDisplayNames("Platt"),
        new TestCaseData((BinaryFit)IsotonicCalibration.Fit, (Func<string, BinaryCalibration>)IsotonicCalibration.Load).SetArgDisplayNames("Isotonic"),
        new TestCaseData((BinaryFit)((s, p) => HistogramBinning.Fit(s, p, 3)), (Func<string, BinaryCalibration>)HistogramBinning.Load)
            .SetArgDisplayNames("Histogram"),
        new TestCaseData((BinaryFit)((s, p) => BetaCalibration.Fit(s, p)), (Func<string, BinaryCalibration>)BetaCalibration.Load).SetArgDisplayNames("Beta"),
    ];

    private static string File => Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.safetensors");

    [TearDown]
    public void RemoveFile() => System.IO.File.Delete(File);

    [TestCaseSource(nameof(Fits))]
    public void Fit_BadInput_ThrowsAndNamesTheParameter(BinaryFit fit, Func<string, BinaryCalibration> load)
    {
        AssertArgument("scores", "none", () => fit([], []));
        AssertArgument("isPositive", "got 1", () => fit([0.5, 0.6], [true]));
        AssertArgument("isPositive", "0 negatives", () => fit([0.5, 0.6], [true, true]));
        AssertArgument("isPositive", "0 positives", () => fit([0.5, 0.6], [false, false]));
        AssertArgument("scores", "NaN", () => fit([0.5, double.NaN], [true, false]));
        AssertArgument("scores", "none", () => fit(Scores, Mixed).Apply([]));
        AssertArgument("scores", "NaN", () => fit(Scores, Mixed).Apply([double.NaN]));
        Assert.That(load, Is.Not.Null);
    }

    [TestCaseSource(nameof(Fits))]
    public void SaveLoad_IsTheSameToTheBit(BinaryFit fit, Func<string, BinaryCalibration> load)
    {
        BinaryCalibration saved = fit(Scores, Mixed);
        saved.Save(File);
        double[] scores = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];
        Assert.That(load(File).Apply(scores), Is.EqualTo(saved.Apply(scores)));
        byte[] whole = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, whole[..^1]);
        Assert.That(() => load(File), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void Platt_ScoresThatTellTheClassesApart_NeedPlattsTargets()
    {
        double[] scores = [1, 2, 3, 4];
        bool[] positive = [false, false, true, true];
        ArgumentException error = Assert.Throws<ArgumentException>(() => PlattScaling.Fit(scores, positive, smoothTargets: false))!;
        Assert.That(error.ParamName, Is.EqualTo("scores"));
        Assert.That(error.Message, Does.Contain("smoothTargets"));

        // By symmetry p is ½ in the middle.
        PlattScaling scaling = PlattScaling.Fit(scores, positive);
        Assert.That(scaling.Apply([2.5]), Is.EqualTo(new[] { 0.5 }).Within(1e-12));
        Assert.That(() => PlattScaling.Fit([1, 1], [true, false]), Throws.ArgumentException.With.Message.Contains("all are 1"));
    }

    /// <summary>Two groups of scores: the map goes through their targets exactly.</summary>
    [Test]
    public void Platt_TwoGroups_GivesTheirTargets()
    {
        double[] scores = [-1, -1, -1, -1, 7, 7, 7, 7];
        bool[] positive = [true, false, false, false, true, true, false, true];
        Assert.That(PlattScaling.Fit(scores, positive, smoothTargets: false).Apply([-1, 7]), Is.EqualTo(new[] { 0.25, 0.75 }).Within(1e-12));
    }

    /// <summary>Standard errors are about 3 %.</summary>
    [Test]
    public void Platt_ScoresOfAKnownSlope_RecoversIt()
    {
        (double[] scores, bool[] positive) = CalibrationData.Binary(31, 20_000, 2.5);
        PlattScaling scaling = PlattScaling.Fit(scores, positive);
        Assert.That(scaling.Slope, Is.EqualTo(0.4).Within(0.03));
        Assert.That(scaling.Intercept, Is.EqualTo(0).Within(0.1));
    }

    /// <summary>With probabilities that are right already it is near the identity: a = b = 1, c = 0.</summary>
    [Test]
    public void Beta_CalibratedProbabilities_ChangesLittle()
    {
        (double[] scores, bool[] positive) = CalibrationData.Binary(32, 20_000, 1);
        BetaCalibration beta = BetaCalibration.Fit([.. scores.Select(score => 1 / (1 + Math.Exp(-score)))], positive);
        Assert.That(new[] { beta.A, beta.B, beta.C }, Is.EqualTo(new[] { 1.0, 1.0, 0.0 }).Within(0.1));
        Assert.That(beta.Apply([0.1, 0.5, 0.9]), Is.EqualTo(new[] { 0.1, 0.5, 0.9 }).Within(0.02));
    }

    [Test]
    public void Beta_ProbabilityOfZeroOrOne_CountsAsTheFloorOrIsAnError()
    {
        double[] scores = [0, 0.4, 0.3, 0.6, 1];
        bool[] positive = [false, true, false, false, true];
        BetaCalibration beta = BetaCalibration.Fit(scores, positive, 0.01);
        Assert.That(beta.Apply([0, 1]), Is.EqualTo(beta.Apply([0.01, 0.99])).Within(1e-12));
        Assert.That(() => BetaCalibration.Fit(scores, positive, 0), Throws.ArgumentException.With.Message.Contains("floor"));
        BetaCalibration strict = BetaCalibration.Fit([0.2, 0.4, 0.3, 0.6, 0.8], positive, 0);
        Assert.That(() => strict.Apply([1]), Throws.ArgumentException.With.Message.Contains("floor"));
        Assert.That(() => BetaCalibration.Fit(scores, positive, 0.5), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>0.3 and 0.5 are out of order and pooled; between 0.5 and 0.8 a line; outside the end values.</summary>
    [Test]
    public void Isotonic_HandNumbers_PoolsAndInterpolates()
    {
        IsotonicCalibration isotonic = IsotonicCalibration.Fit([0.5, 0.1, 0.3, 0.8], [false, false, true, true]);
        Assert.That(isotonic.KnotScores, Is.EqualTo(new[] { 0.1, 0.3, 0.5, 0.8 }));
        Assert.That(isotonic.KnotProbabilities, Is.EqualTo(new[] { 0, 0.5, 0.5, 1 }));
        Assert.That(isotonic.Apply([-5, 0.2, 0.4, 0.65, 5]), Is.EqualTo(new[] { 0, 0.25, 0.5, 0.75, 1 }).Within(1e-12));
    }

    /// <summary>The least squares of rising sequences by their max-min formula, over all pairs of ends.</summary>
    [Test]
    public void Isotonic_RandomScoresWithTies_IsTheMaxMinFormula([Range(1, 5)] int seed)
    {
        (double[] scores, bool[] positive) = MetricData.Ranking(seed, 60, levels: 25);
        double[] fitted = IsotonicCalibration.Fit(scores, positive).Apply(scores);
        for (int i = 0; i < scores.Length; i++)
        {
            double naive = scores.Where(low => low <= scores[i])
                .Max(low => scores.Where(high => high >= scores[i]).Min(high => Mean(low, high)));
            Assert.That(fitted[i], Is.EqualTo(naive).Within(1e-12));
        }

        double Mean(double low, double high) => positive.Where((_, i) => scores[i] >= low && scores[i] <= high).Average(flag => flag ? 1 : 0);
    }

    [Test]
    public void Histogram_EqualCounts_KeepsEqualScoresTogether()
    {
        HistogramBinning binning = HistogramBinning.Fit(
            [0.1, 0.2, 0.2, 0.2, 0.5, 0.9], [true, false, false, true, true, true], 3, Binning.EqualCount);
        Assert.That(binning.Edges, Is.EqualTo(new[] { 0.35 }).Within(1e-12));
        Assert.That(binning.Probabilities, Is.EqualTo(new[] { 0.5, 1 }));
        Assert.That(binning.Apply([0, 0.35, 0.3500001, 1]), Is.EqualTo(new[] { 0.5, 0.5, 1, 1 }));
        HistogramBinning more = HistogramBinning.Fit([0.1, 0.2, 0.6, 0.7], [false, true, false, true], 4, Binning.EqualCount);
        Assert.That(more.Edges, Is.EqualTo(new[] { 0.15, 0.4, 0.65 }).Within(1e-12));
    }

    [Test]
    public void Histogram_BadBins_Throws()
    {
        AssertArgument("bins", "at least 1", () => HistogramBinning.Fit(Scores, Mixed, 0));
        AssertArgument("binning", "LeftClosed", () => HistogramBinning.Fit(Scores, Mixed, 5, Binning.LeftClosed));
        AssertArgument("scores", "1.5", () => HistogramBinning.Fit([0.5, 1.5], [true, false]));
    }

    [Test]
    public void OneVsRest_RowsWithoutAnyEvidence_AreEven()
    {
        double[] scores = [0.9, 0.1, 0.8, 0.2, 0.2, 0.8, 0.1, 0.9];
        OneVsRestCalibration calibration = OneVsRestCalibration.Fit(scores, 2, [0, 0, 1, 1], IsotonicCalibration.Fit);
        Assert.That(calibration.Apply([0, 0, 1, 0]), Is.EqualTo(new[] { 0.5, 0.5, 1, 0 }));
        AssertArgument("labels", "class 1 does not occur", () => OneVsRestCalibration.Fit(scores, 2, [0, 0, 0, 0], IsotonicCalibration.Fit));
        AssertArgument("fit", "", () => OneVsRestCalibration.Fit(scores, 2, [0, 0, 1, 1], null!));
        int calls = 0;
        BinaryFit changing = (s, p) => calls++ == 0 ? PlattScaling.Fit(s, p) : IsotonicCalibration.Fit(s, p);
        AssertArgument("fit", "same kind", () => OneVsRestCalibration.Fit(scores, 2, [0, 0, 1, 1], changing));
    }

    private static void AssertArgument(string parameter, string got, Func<object> call)
    {
        ArgumentException error = Assert.Catch<ArgumentException>(() => call())!;
        Assert.That(error.ParamName, Is.EqualTo(parameter));
        Assert.That(error.Message, Does.Contain(got));
    }
}
