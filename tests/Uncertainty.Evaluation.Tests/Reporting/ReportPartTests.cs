namespace Uncertainty.Evaluation.Tests.Reporting;

/// <summary>The parts of reports, by hand.</summary>
[TestFixture]
internal sealed class ReportPartTests
{
    // Right, wrong, right, right: the wrong one is also the least sure.
    private static readonly ClassificationReport Classes =
        ClassificationReport.FromPredictions([0.9, 0.1, 0.6, 0.4, 0.3, 0.7, 0.8, 0.2], 2, [0, 1, 1, 0]);

    // Errors 1 and -2, standard deviations 1 and 2.
    private static readonly RegressionReport Numbers = RegressionReport.FromPredictions([0, 0], [1, 4], [1, -2]);

    [Test]
    public void ConfusionMatrix_FourInputs_CountsLabelsAndPredictions()
    {
        ConfusionMatrix confusion = Classes.Confusion;
        Assert.That(confusion.Classes, Is.EqualTo(2));
        Assert.That(new[] { confusion[0, 0], confusion[0, 1], confusion[1, 0], confusion[1, 1] }, Is.EqualTo(new long[] { 2, 0, 1, 1 }));
    }

    [Test]
    public void UncertaintyMeans_OfTotal_AreThoseOfRightAndWrong()
    {
        UncertaintyMeans means = Classes.Uncertainties.Single(means => means.Of == "total");
        Assert.That(means.Wrong, Is.EqualTo(Entropy(0.6)).Within(1e-15));
        Assert.That(means.Right, Is.EqualTo((Entropy(0.9) + Entropy(0.7) + Entropy(0.8)) / 3).Within(1e-15));
        Assert.That(means.All, Is.EqualTo((means.Wrong + (3 * means.Right)) / 4).Within(1e-15));
    }

    [Test]
    public void ErrorFinding_TheWrongOneIsTheLeastSure_FindsIt()
    {
        ErrorFinding finding = Classes.ErrorFindings.Single(finding => finding.By == "total");
        Assert.That(finding.Ranking!.Auroc, Is.EqualTo(1));
        // Errors among the surest 1, 2, 3 and 4 inputs: 0, 0, 0 and 1.
        Assert.That(finding.RiskCoverage.Aurc, Is.EqualTo(0.25 / 4).Within(1e-15));
    }

    [TestCase("accuracy", MeasureDirection.Higher)]
    [TestCase("negativeLogLikelihood", MeasureDirection.Lower)]
    [TestCase("overconfidence", MeasureDirection.Zero)]
    [TestCase("meanConfidence", MeasureDirection.None)]
    public void MeasureDirection_OfAMeasure_SaysWhatIsBetter(string measure, MeasureDirection expected) =>
        Assert.That(Classes.Measure(measure).Direction, Is.EqualTo(expected));

    [Test]
    public void MeasureDirection_OfStandardisedErrors_IsOne() =>
        Assert.That(Numbers.Measure("standardisedDeviation").Direction, Is.EqualTo(MeasureDirection.One));

    [Test]
    public void RegressionPart_TwoPredictions_IsOfBoth()
    {
        RegressionPart all = Numbers.All;
        Assert.That(all.Output, Is.Null);
        Assert.That((all.StandardisedMean, all.StandardisedDeviation), Is.EqualTo((0.0, 1.0)));
        Assert.That((all.MeanAleatoric, all.MeanEpistemic), Is.EqualTo(((double?)null, (double?)null)));
    }

    [Test]
    public void UncertainValue_OfTheMostUncertain_HasItsErrors()
    {
        UncertainValue first = Numbers.MostUncertain[0];
        Assert.That((first.Input, first.Position, first.Output, first.Target), Is.EqualTo((1L, 0L, 0, -2.0)));
        Assert.That((first.StandardDeviation, first.Error, first.StandardisedError), Is.EqualTo((2.0, -2.0, -1.0)));
    }

    private static double Entropy(double probability) =>
        -(probability * Math.Log(probability)) - ((1 - probability) * Math.Log(1 - probability));
}
