namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/recalibration.md, as it stands there.</summary>
[TestFixture]
internal sealed class RecalibrationSnippetTests
{
    [Test]
    public void RecalibrationPage_Temperature()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.safetensors");
        (double[] heldOutLogits, long[] heldOutLabels) = CalibrationData.Classifier(51, 1000, 2, 3);
        (double[] logits, long[] labels) = CalibrationData.Classifier(52, 1000, 2, 3);
        double[] probabilities = CalibrationData.Softmax(logits, 3);

        TemperatureScaling scaling = TemperatureScaling.Fit(heldOutLogits, classes: 3, heldOutLabels);
        double temperature = scaling.Temperature;                             // above 1: the network was too sure
        double[] calibrated = scaling.Apply(logits);                          // [N, C] probabilities
        scaling.Save(path);
        TemperatureScaling loaded = TemperatureScaling.Load(path);

        double before = ReliabilityDiagram.FromProbabilities(probabilities, 3, labels).ExpectedCalibrationError;
        double after = ReliabilityDiagram.FromProbabilities(calibrated, 3, labels).ExpectedCalibrationError;

        File.Delete(path);
        Assert.That(temperature, Is.EqualTo(2).Within(0.3));
        Assert.That(loaded.Apply(logits), Is.EqualTo(calibrated));
        Assert.That(after, Is.LessThan(before / 2));
    }

    [Test]
    public void RecalibrationPage_Classes()
    {
        (double[] logits, long[] heldOutLabels) = CalibrationData.Classifier(53, 1000, 2, 3);
        double[] heldOutProbabilities = CalibrationData.Softmax(logits, 3);

        ICalibrator isotonic = OneVsRestCalibration.Fit(heldOutProbabilities, 3, heldOutLabels, IsotonicCalibration.Fit);
        ICalibrator beta = OneVsRestCalibration.Fit(heldOutProbabilities, 3, heldOutLabels, (scores, isPositive) => BetaCalibration.Fit(scores, isPositive));
        ICalibrator dirichlet = DirichletCalibration.Fit(
            heldOutProbabilities,
            3,
            heldOutLabels,
            new DirichletCalibrationOptions { Penalty = new OffDiagonalPenalty { OffDiagonal = 0.01, Intercept = 0.01 } });

        double before = Loss(heldOutProbabilities);
        foreach (ICalibrator calibrator in new[] { isotonic, beta, dirichlet })
        {
            Assert.That(Loss(calibrator.Apply(heldOutProbabilities)), Is.LessThan(before));
        }

        double Loss(double[] probabilities) => ClassificationMetrics.BrierScore(probabilities, 3, heldOutLabels);
    }

    [Test]
    public void RecalibrationPage_Regression()
    {
        (double[] heldOutMeans, double[] heldOutDeviations, double[] heldOutTargets) = CalibrationData.Regression(54, 1000, 2);
        (double[] means, double[] deviations, double[] targets) = CalibrationData.Regression(55, 1000, 2);

        VarianceScaling variance = VarianceScaling.Fit(heldOutMeans, heldOutDeviations, heldOutTargets);
        double[] wider = variance.Apply(deviations);

        IsotonicRegressionCalibration quantiles = IsotonicRegressionCalibration.Fit(heldOutMeans, heldOutDeviations, heldOutTargets);
        double[] lower = quantiles.Quantiles(means, deviations, 0.05);        // nine targets of ten lie
        double[] upper = quantiles.Quantiles(means, deviations, 0.95);        // between the two

        Assert.That(wider[0], Is.EqualTo(2 * deviations[0]).Within(10).Percent);
        Assert.That(IntervalMetrics.Coverage(lower, upper, targets), Is.EqualTo(0.9).Within(0.04));
    }
}
