namespace Uncertainty.Evaluation.Tests.Reporting;

[TestFixture]
internal sealed class RegressionReportTests
{
    [Test]
    public void FromPredictions_OneOutput_EqualsEachMetricByItself()
    {
        (double[] means, double[] variances, double[] targets, double[] epistemic) = Data(300);
        double[] deviations = [.. variances.Select(Math.Sqrt)];
        double[] errors = [.. targets.Zip(means, (target, mean) => Math.Abs(target - mean))];
        RegressionReport report = RegressionReport.FromPredictions(means, variances, targets, epistemic: epistemic, draws: 5);
        Assert.Multiple(() =>
        {
            Assert.That((report.Inputs, report.Predictions, report.Draws), Is.EqualTo((300L, 300L, (int?)5)));
            Assert.That(Value("rootMeanSquareError"), Is.EqualTo(RegressionMetrics.RootMeanSquareError(means, targets)).Within(1e-13));
            Assert.That(Value("meanAbsoluteError"), Is.EqualTo(RegressionMetrics.MeanAbsoluteError(means, targets)).Within(1e-13));
            Assert.That(Value("rSquared"), Is.EqualTo(RegressionMetrics.RSquared(means, targets)).Within(1e-12));
            Assert.That(Value("correlation"), Is.EqualTo(RegressionMetrics.Correlation(means, targets)));
            Assert.That(
                Value("negativeLogLikelihood"),
                Is.EqualTo(RegressionMetrics.GaussianNegativeLogLikelihood(means, deviations, targets)).Within(1e-13));
            Assert.That(Value("crps"), Is.EqualTo(RegressionMetrics.GaussianCrps(means, deviations, targets)).Within(1e-13));
            Assert.That(Value("sharpness"), Is.EqualTo(RegressionMetrics.Sharpness(deviations)).Within(1e-13));
            Assert.That(
                Value("miscalibrationArea"),
                Is.EqualTo(RegressionCalibrationCurve.FromGaussian(means, deviations, targets).MiscalibrationArea).Within(1e-14));
            Assert.That(
                Value("expectedNormalisedCalibrationError"),
                Is.EqualTo(VarianceCalibration.FromGaussian(means, deviations, targets).ExpectedNormalisedCalibrationError).Within(1e-13));
            Assert.That(
                Value("sparsificationErrorByTotal"),
                Is.EqualTo(SparsificationCurve.FromUncertainties(variances, errors).NormalisedSparsificationError).Within(1e-12));
            Assert.That(
                Value("randomGainByEpistemic"),
                Is.EqualTo(SparsificationCurve.FromUncertainties(epistemic, errors).AreaUnderRandomGain).Within(1e-13));
            Assert.That(Value("meanTotal"), Is.EqualTo(variances.Average()).Within(1e-13));
            Assert.That(Value("meanEpistemic"), Is.EqualTo(epistemic.Average()).Within(1e-13));
            Assert.That(Value("meanAleatoric") + Value("meanEpistemic"), Is.EqualTo(Value("meanTotal")).Within(1e-13));
            Assert.That(
                Value("standardisedDeviation"),
                Is.EqualTo(Math.Sqrt(errors.Select((error, i) => error * error / variances[i]).Average())).Within(1e-13));
        });
        PredictionIntervals nine = GaussianIntervals.Central(means, deviations, 0.9);
        Assert.That(report.All.Intervals.Select(interval => interval.Mass), Is.EqualTo(new[] { 0.5, 0.8, 0.9, 0.95 }));
        Assert.That(report.All.Intervals[2].Coverage, Is.EqualTo(nine.Coverage(targets)));
        Assert.That(report.All.Intervals[2].MeanWidth, Is.EqualTo(nine.MeanWidth).Within(1e-13));

        double Value(string name) => report.Measure(name).Value!.Value;
    }

    [Test]
    public void FromPredictions_TwoOutputs_AreReportedEachAndTogether()
    {
        (double[] means, double[] variances, double[] targets, _) = Data(100);
        RegressionReport report = RegressionReport.FromPredictions(
            means, variances, targets, outputs: 2, new RegressionReportOptions { OutputNames = ["width", "height"] });
        RegressionReport second = RegressionReport.FromPredictions(Odd(means), Odd(variances), Odd(targets));
        Assert.That((report.Inputs, report.Predictions), Is.EqualTo((50L, 100L)));
        Assert.That(report.Outputs.Select(part => part.Name), Is.EqualTo(new[] { "width", "height" }));
        Assert.That(RegressionReport.MeasuresOf(report.Outputs[1]), Is.EqualTo(second.Measures));
        Assert.That(report.All.Summary.RootMeanSquareError, Is.EqualTo(RegressionMetrics.RootMeanSquareError(means, targets)).Within(1e-13));
        Assert.That(report.MostUncertain[0].Output, Is.EqualTo(Array.IndexOf(variances, variances.Max()) % 2));
        Assert.That(report.MostUncertain[0].Input, Is.EqualTo(Array.IndexOf(variances, variances.Max()) / 2));

        static double[] Odd(double[] values) => [.. values.Where((_, i) => i % 2 == 1)];
    }

    [Test]
    public void Lists_ByHand()
    {
        RegressionReport report = RegressionReport.FromPredictions(
            [0, 0, 0], [1, 4, 9], [3, 2, 1], options: new RegressionReportOptions { MostUncertain = 2 }, epistemic: [0.5, 4, 0]);
        Assert.That(report.MostUncertain.Select(one => one.Input), Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(report.MostEpistemic!.Select(one => one.Input), Is.EqualTo(new long[] { 1, 0 }));
        Assert.That(report.WorstCalibrated.Select(one => one.StandardisedError), Is.EqualTo(new double[] { 3, 1 }));
        Assert.That(report.MostUncertain[1].Aleatoric, Is.Zero);
        Assert.That(report.All.StandardisedMean, Is.EqualTo((3 + 1 + (1 / 3.0)) / 3).Within(1e-15));
    }

    [Test]
    public void Update_BatchesOtherwise_GiveTheSameReport()
    {
        (double[] means, double[] variances, double[] targets, double[] epistemic) = Data(120);
        string expected = RegressionReport.FromPredictions(means, variances, targets, 2, epistemic: epistemic).ToJson();
        RegressionReportAccumulator accumulator = new(2);
        for (int start = 0; start < 120; start += 14)
        {
            int count = Math.Min(14, 120 - start);
            accumulator.Update(
                means.AsSpan(start, count), variances.AsSpan(start, count), targets.AsSpan(start, count), epistemic.AsSpan(start, count));
        }

        Assert.That(accumulator.Compute().ToJson(), Is.EqualTo(expected));
    }

    [Test]
    public void Measures_TargetsAllEqual_SayWhyThereIsNoRSquared()
    {
        RegressionReport report = RegressionReport.FromPredictions([1, 2], [1, 1], [3, 3]);
        Assert.That(report.Measure("rSquared").Absence, Is.EqualTo("all targets are equal"));
        Assert.That(report.Measure("correlation").Value, Is.Null);
        Assert.That(report.Measure("meanEpistemic").Absence, Does.Contain("told apart"));
    }

    [Test]
    public void Update_BadInput_ThrowsAndNamesTheParameter()
    {
        RegressionReportAccumulator accumulator = new(2);
        Assert.Multiple(() =>
        {
            Refused("means", () => accumulator.Update([], [], []));
            Refused("means", () => accumulator.Update([1, 2, 3], [1, 1, 1], [1, 2, 3]));
            Refused("variances", () => accumulator.Update([1, 2], [1, 0], [1, 2]));
            Refused("variances", () => accumulator.Update([1, 2], [1], [1, 2]));
            Refused("targets", () => accumulator.Update([1, 2], [1, 1], [1, double.NaN]));
            Refused("epistemic", () => accumulator.Update([1, 2], [1, 1], [1, 2], [0.5, 1.5]));
            Refused("epistemic", () => accumulator.Update([1, 2], [1, 1], [1, 2], [0.5]));
            Refused("outputs", () => _ = new RegressionReportAccumulator(0));
            Refused("draws", () => _ = new RegressionReportAccumulator(1, draws: 0));
            Refused("options", () => _ = new RegressionReportAccumulator(2, new RegressionReportOptions { OutputNames = ["one"] }));
            Refused("Masses", () => _ = new RegressionReportOptions { Masses = [1] });
        });
        Assert.That(accumulator.Count, Is.Zero);
        Assert.Throws<InvalidOperationException>(() => accumulator.Compute());
        accumulator.Update([1, 2], [1, 1], [1, 2]);
        Refused("epistemic", () => accumulator.Update([1, 2], [1, 1], [1, 2], [0.5, 0.5]));

        static void Refused(string parameter, Action call) => ClassificationReportTests.Refused(parameter, call);
    }

    internal static (double[] Means, double[] Variances, double[] Targets, double[] Epistemic) Data(int count)
    {
        double[] means = [.. MetricData.Uniform(11, count).Select(value => 10 * value)];
        double[] variances = [.. MetricData.Uniform(12, count).Select(value => 0.04 + value)];
        double[] targets = [.. means.Select((mean, i) => mean + (Math.Sqrt(variances[i]) * ((4 * MetricData.Uniform(13 + i, 1)[0]) - 2)))];
        double[] epistemic = [.. variances.Zip(MetricData.Uniform(14, count), (variance, share) => variance * share)];
        return (means, variances, targets, epistemic);
    }
}
