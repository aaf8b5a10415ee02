namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class TemperatureScalingTests
{
    /// <summary>Labels of two equal rows, one right of three: σ(1/T) = 2/3, so that T = 1 / ln 2.</summary>
    [Test]
    public void Fit_TwoOfThreeRight_GivesOneOverLogTwo()
    {
        TemperatureScaling scaling = TemperatureScaling.Fit([1, 0, 1, 0, 1, 0], 2, [0, 0, 1]);
        Assert.That(scaling.Temperature, Is.EqualTo(1 / Math.Log(2)).Within(1e-12).Percent);
    }

    /// <summary>The standard error of T is about 0.5 % at this number of inputs.</summary>
    [Test]
    public void Fit_LabelsOfAKnownTemperature_RecoversIt([Values(0.3, 1, 2.5)] double temperature)
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(1, 20_000, temperature);
        Assert.That(
            TemperatureScaling.Fit(logits, CalibrationData.Classes, labels).Temperature, Is.EqualTo(temperature).Within(2.5).Percent);
    }

    [Test]
    public void Fit_LogitsOfAnySize_ScalesTheTemperatureAlike([Values(1e-9, 1e-3, 1e3, 1e9)] double factor)
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(2, 500, 2);
        double expected = factor * TemperatureScaling.Fit(logits, CalibrationData.Classes, labels).Temperature;
        double[] scaled = [.. logits.Select(logit => factor * logit)];
        Assert.That(TemperatureScaling.Fit(scaled, CalibrationData.Classes, labels).Temperature, Is.EqualTo(expected).Within(1e-9).Percent);
    }

    /// <summary>Among neighbours none has a lower loss, up to what rounding lets one see.</summary>
    [Test]
    public void Fit_AnyData_IsLeastAmongNeighbours()
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(3, 300, 3);
        double best = TemperatureScaling.Fit(logits, CalibrationData.Classes, labels).Temperature;
        foreach (double factor in new[] { 0.5, 0.99, 0.9999, 1.0001, 1.01, 2 })
        {
            Assert.That(Loss(best * factor), Is.GreaterThan(Loss(best)), $"{factor}");
        }

        double Loss(double temperature) => ClassificationMetrics.NegativeLogLikelihood(
            TemperatureScaling.FromTemperature(temperature, CalibrationData.Classes).Apply(logits), CalibrationData.Classes, labels);
    }

    [Test]
    public void Apply_AnyLogits_KeepsThePredictedClass()
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(4, 2000, 2.5);
        double[] calibrated = TemperatureScaling.Fit(logits, CalibrationData.Classes, labels).Apply(logits);
        Assert.That(
            ClassificationMetrics.Accuracy(calibrated, CalibrationData.Classes, labels),
            Is.EqualTo(ClassificationMetrics.Accuracy(CalibrationData.Softmax(logits), CalibrationData.Classes, labels)));
    }

    [Test]
    public void Fit_NoFiniteOptimum_SaysWhichLimit()
    {
        AssertRefused("T goes to 0", [2, 0, 0, 1], [0, 1]);
        AssertRefused("as T grows", [2, 0, 0, 1], [1, 0]);
        AssertRefused("as T grows", [2, 0, 2, 0], [0, 1]);
        AssertRefused("all are the same", [3, 3, 1, 1], [0, 1]);
        AssertRefused("T goes to 0", [2, 2, 0, 1], [0, 1]);
    }

    private static void AssertRefused(string message, double[] logits, long[] labels)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit(logits, 2, labels))!;
        Assert.That(error.ParamName, Is.EqualTo("logits"));
        Assert.That(error.Message, Does.Contain(message));
    }
}
