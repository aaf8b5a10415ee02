namespace Uncertainty.Evaluation.Tests.Reporting;

[TestFixture]
internal sealed class ClassificationReportTests
{
    private static readonly double[] Probabilities = [0.9, 0.1, 0.6, 0.4, 0.3, 0.7, 0.8, 0.2];
    private static readonly long[] Labels = [0, 1, 1, 0];

    [Test]
    public void FromPredictions_FourInputs_ByHand()
    {
        ClassificationReport report = ClassificationReport.FromPredictions(
            Probabilities, 2, Labels, new ClassificationReportOptions { Model = "m", Data = "d", ClassNames = ["cat", "dog"], MostUncertain = 2 });
        Assert.Multiple(() =>
        {
            Assert.That((report.Model, report.Data, report.Inputs, report.Predictions, report.Draws), Is.EqualTo(("m", "d", 4L, 4L, (int?)null)));
            Assert.That(report.Date, Is.Null);
            Assert.That(report.LibraryVersion, Is.Not.Empty);
            Assert.That(report.Summary.Accuracy, Is.EqualTo(0.75));
            Assert.That(report.MeanConfidence, Is.EqualTo(0.75).Within(1e-15));
            Assert.That(report.Measure("overconfidence").Value, Is.Zero.Within(1e-15));
            Assert.That(report.Confusion[0, 0], Is.EqualTo(2));
            Assert.That(report.Confusion[1, 0], Is.EqualTo(1));
            Assert.That(report.Confusion[0, 1], Is.Zero);
            Assert.That(report.Confusion.Mistakes(5), Is.EqualTo(new[] { (1, 0, 1L) }));
            Assert.That(report.Measure("balancedAccuracy").Value, Is.EqualTo(0.75));
            Assert.That(report.Measure("macroF1").Value, Is.EqualTo((0.8 + (2.0 / 3)) / 2).Within(1e-15));
            Assert.That(report.Measure("errorAurocByTotal").Value, Is.EqualTo(1));
            Assert.That(report.AccuracyInterval!.Value.Lower, Is.EqualTo(0.30064).Within(1e-4));
            Assert.That(report.AccuracyInterval!.Value.Upper, Is.EqualTo(0.95441).Within(1e-4));
        });
        ClassRow cat = report.Classes[0];
        Assert.That((cat.Name, cat.Count, cat.Predicted, cat.Accuracy, cat.F1), Is.EqualTo(("cat", 2L, 3L, (double?)1, (double?)0.8)));
        Assert.That(cat.Precision, Is.EqualTo(2.0 / 3).Within(1e-15));
        Assert.That(cat.MeanConfidence, Is.EqualTo(0.85).Within(1e-15));
        Assert.That(cat.MeanEpistemic, Is.Null);
        Assert.That(report.MostUncertain.Select(one => one.Input), Is.EqualTo(new long[] { 1, 2 }));
        UncertainClass first = report.MostUncertain[0];
        Assert.That((first.Predicted, first.Label, first.IsCorrect, first.Confidence, first.LabelProbability), Is.EqualTo((0, 1, false, 0.6, 0.4)));
        Assert.That(first.Total, Is.EqualTo(-(0.6 * Math.Log(0.6)) - (0.4 * Math.Log(0.4))).Within(1e-15));
    }

    [Test]
    public void FromPredictions_RandomPredictions_EqualEachMetricByItself()
    {
        const int classes = 5;
        (double[] probabilities, long[] labels) = MetricData.Classification(3, 400, classes);
        double[] total = [.. UncertaintyDecomposition.Entropy(probabilities, 1, classes).Total];
        double[] aleatoric = [.. total.Zip(MetricData.Uniform(4, 400), (entropy, share) => entropy * share)];
        double[] epistemic = [.. total.Zip(aleatoric, (all, data) => all - data)];
        bool[] wrong = [.. labels.Select((label, i) => Predicted(probabilities, classes, i) != label)];
        bool[] right = [.. wrong.Select(value => !value)];
        ClassificationReport report = ClassificationReport.FromPredictions(probabilities, classes, labels, aleatoric: aleatoric, draws: 7);
        ClassificationSummary summary = Metrics.All(probabilities, classes, labels);
        Assert.Multiple(() =>
        {
            Assert.That(report.Draws, Is.EqualTo(7));
            Assert.That(Value("accuracy"), Is.EqualTo(ClassificationMetrics.Accuracy(probabilities, classes, labels)));
            Assert.That(Value("topAccuracy"), Is.EqualTo(ClassificationMetrics.TopAccuracy(probabilities, classes, labels, 4)));
            Assert.That(
                Value("negativeLogLikelihood"),
                Is.EqualTo(ClassificationMetrics.NegativeLogLikelihood(probabilities, classes, labels)).Within(1e-13));
            Assert.That(Value("brierScore"), Is.EqualTo(ClassificationMetrics.BrierScore(probabilities, classes, labels)).Within(1e-13));
            Assert.That(
                Value("brierReliability") - Value("brierResolution") + Value("brierUncertainty"), Is.EqualTo(Value("brierScore")).Within(1e-13));
            Assert.That(
                Value("expectedCalibrationError"),
                Is.EqualTo(ReliabilityDiagram.FromProbabilities(probabilities, classes, labels).ExpectedCalibrationError).Within(1e-14));
            Assert.That(Value("adaptiveCalibrationError"), Is.EqualTo(summary.AdaptiveReliability.ExpectedCalibrationError));
            Assert.That(Value("classwiseCalibrationError"), Is.EqualTo(summary.ClasswiseCalibrationError));
            Assert.That(Value("topLabelCalibrationError"), Is.EqualTo(summary.TopLabelCalibrationError));
            Assert.That(Value("meanTotal"), Is.EqualTo(total.Average()).Within(1e-13));
            Assert.That(Value("meanAleatoric"), Is.EqualTo(aleatoric.Average()).Within(1e-13));
            Assert.That(Value("meanEpistemicOfWrong"), Is.EqualTo(epistemic.Where((_, i) => wrong[i]).Average()).Within(1e-13));
            Assert.That(Value("errorAurocByTotal"), Is.EqualTo(RankingMetrics.Auroc(total, wrong)));
            Assert.That(Value("errorAurocByEpistemic"), Is.EqualTo(RankingMetrics.Auroc(epistemic, wrong)));
            Assert.That(Value("errorAveragePrecisionByEpistemic"), Is.EqualTo(RankingMetrics.AveragePrecision(epistemic, wrong)).Within(1e-13));
            Assert.That(
                Value("errorFpr95ByTotal"), Is.EqualTo(RankingMetrics.FalsePositiveRateAtTruePositiveRate(total, wrong)));
            Assert.That(Value("aurcByTotal"), Is.EqualTo(Risks(total).Aurc).Within(1e-13));
            Assert.That(Value("excessAurcByEpistemic"), Is.EqualTo(Risks(epistemic).ExcessAurc).Within(1e-13));
            Assert.That(report.ErrorFindings[0].RiskCoverage.SelectiveAccuracy(0.8), Is.EqualTo(Risks(total).SelectiveAccuracy(0.8)).Within(1e-14));
            Assert.That(report.MostEpistemic!.Select(one => one.Input), Is.EqualTo(Highest(epistemic)));
            Assert.That(report.MostUncertain.Select(one => one.Input), Is.EqualTo(Highest(total)));
            Assert.That(report.Classes.Sum(row => row.Count), Is.EqualTo(400));
            Assert.That(report.Classes.Sum(row => row.Predicted), Is.EqualTo(400));
        });
        Assert.That(report.Measures.Select(measure => measure.Name), Is.Unique);

        double Value(string name) => report.Measure(name).Value!.Value;

        RiskCoverageCurve Risks(double[] uncertainty) => RiskCoverageCurve.FromConfidences([.. uncertainty.Select(value => -value)], right);

        static long[] Highest(double[] values) => [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).Take(10).Select(i => (long)i)];
    }

    [Test]
    public void Update_BatchesOtherwise_GiveTheSameReport()
    {
        (double[] probabilities, long[] labels) = MetricData.Classification(5, 200, 3);
        string expected = ClassificationReport.FromPredictions(probabilities, 3, labels).ToJson();
        foreach (int size in new[] { 1, 7, 199 })
        {
            ClassificationReportAccumulator accumulator = new(3);
            for (int start = 0; start < 200; start += size)
            {
                int count = Math.Min(size, 200 - start);
                accumulator.Update(probabilities.AsSpan(3 * start, 3 * count), labels.AsSpan(start, count));
            }

            Assert.That(accumulator.Count, Is.EqualTo(200));
            Assert.That(accumulator.Compute().ToJson(), Is.EqualTo(expected), $"batches of {size}");
        }
    }

    [Test]
    public void Measures_WithoutAValue_SayWhy()
    {
        ClassificationReport right = ClassificationReport.FromPredictions([0.9, 0.1, 0.2, 0.8], 2, [0, 1]);
        Assert.That(right.Measure("errorAurocByTotal").Value, Is.Null);
        Assert.That(right.Measure("errorAurocByTotal").Absence, Does.Contain("right"));
        Assert.That(right.Measure("meanTotalOfWrong").Absence, Is.EqualTo("no prediction is wrong"));
        Assert.That(right.Measure("meanEpistemic").Absence, Does.Contain("told apart"));
        Assert.That(right.Measure("aurcByTotal").Value, Is.Zero);
        ClassificationReport impossible = ClassificationReport.FromPredictions([1, 0, 0.5, 0.5], 2, [1, 0]);
        Assert.That(impossible.Measure("negativeLogLikelihood").Absence, Does.Contain("infinite"));
        Assert.That(right.Measures.Select(measure => measure.Value is null), Is.EqualTo(right.Measures.Select(measure => measure.Absence is not null)));
    }

    [Test]
    public void Classes_WithoutInputs_HaveNoMeans()
    {
        ClassificationReport report = ClassificationReport.FromPredictions([0.9, 0.1, 0, 0.2, 0.8, 0], 3, [0, 0]);
        Assert.That((report.Classes[2].Accuracy, report.Classes[2].Precision, report.Classes[2].F1), Is.EqualTo(((double?)null, (double?)null, (double?)null)));
        Assert.That(report.Classes[1].Precision, Is.Zero);
        Assert.That(report.Measure("balancedAccuracy").Value, Is.EqualTo(0.5), "of the class that occurs");
    }

    [Test]
    public void Update_BadInput_ThrowsAndNamesTheParameter()
    {
        ClassificationReportAccumulator accumulator = new(2);
        Assert.Multiple(() =>
        {
            Refused("probabilities", () => accumulator.Update([], []));
            Refused("probabilities", () => accumulator.Update([0.5, 0.4], [0]));
            Refused("labels", () => accumulator.Update([0.5, 0.5], [2]));
            Refused("aleatoric", () => accumulator.Update([0.5, 0.5], [0], [double.NaN]));
            Refused("aleatoric", () => accumulator.Update([0.5, 0.5], [0], [0.1, 0.1]));
            Refused("classes", () => _ = new ClassificationReportAccumulator(1));
            Refused("draws", () => _ = new ClassificationReportAccumulator(2, draws: 0));
            Refused("options", () => _ = new ClassificationReportAccumulator(2, new ClassificationReportOptions { ClassNames = ["one"] }));
            Refused("Model", () => _ = new ClassificationReportOptions { Model = " " });
            Refused("ClassNames", () => _ = new ClassificationReportOptions { ClassNames = ["a", ""] });
            Refused("Coverages", () => _ = new ClassificationReportOptions { Coverages = [0.5, 0] });
            Refused("MostUncertain", () => _ = new ClassificationReportOptions { MostUncertain = -1 });
            Refused("DistinctScores", () => _ = new ClassificationReportOptions { DistinctScores = 15 });
            Refused("name", () => ClassificationReport.FromPredictions(Probabilities, 2, Labels).Measure("none"));
        });
        Assert.That(accumulator.Count, Is.Zero, "nothing of bad parts is taken in");
        Assert.Throws<InvalidOperationException>(() => accumulator.Compute());
        accumulator.Update(Probabilities, Labels);
        Refused("aleatoric", () => accumulator.Update([0.5, 0.5], [0], [0.1]));
    }

    [Test]
    public void HighestScores_Equal_KeepThoseThatCameFirst()
    {
        HighestScores<int> kept = new(3);
        foreach ((double score, int value) in new[] { (1.0, 0), (2.0, 1), (1.0, 2), (2.0, 3), (1.0, 4) })
        {
            kept.Add(score, value);
        }

        Assert.That(kept.Ordered(), Is.EqualTo(new[] { 1, 3, 0 }));
        HighestScores<int> none = new(0);
        none.Add(1, 1);
        Assert.That(none.Ordered(), Is.Empty);
    }

    internal static void Refused(string parameter, Action call) =>
        Assert.That(Assert.Catch<ArgumentException>(call)!.ParamName, Is.EqualTo(parameter));

    private static int Predicted(double[] probabilities, int classes, int input)
    {
        double[] row = probabilities[(input * classes)..((input + 1) * classes)];
        return Array.IndexOf(row, row.Max());
    }
}
