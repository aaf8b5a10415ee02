namespace Uncertainty.Evaluation.Tests;

[TestFixture]
internal sealed class UncertaintyDecompositionTests
{
    /// <summary>Two draws that are sure of opposite classes: all doubt is the model's.</summary>
    [Test]
    public void Parts_SureDrawsThatDisagree_AreEpistemicAlone()
    {
        double[] draws = [1, 0, 0, 1];
        UncertaintyDecomposition entropy = UncertaintyDecomposition.Entropy(draws, draws: 2, classes: 2);
        UncertaintyDecomposition zeroOne = UncertaintyDecomposition.ZeroOne(draws, draws: 2, classes: 2);
        UncertaintyDecomposition quadratic = UncertaintyDecomposition.Quadratic(draws, draws: 2, classes: 2);
        Assert.That(entropy.Epistemic[0], Is.EqualTo(Math.Log(2)).Within(1e-15));
        Assert.That(zeroOne.Epistemic[0], Is.EqualTo(0.5));
        Assert.That(quadratic.Epistemic[0], Is.EqualTo(0.5));
        Assert.That(new[] { entropy, zeroOne, quadratic }.Select(parts => parts.Aleatoric[0]), Has.All.Zero);
    }

    [Test]
    public void Quadratic_Epistemic_IsTheVarianceOverTheDraws()
    {
        (double[] draws, _) = MetricData.Classification(3, 4 * 5, 3);
        UncertaintyDecomposition parts = UncertaintyDecomposition.Quadratic(draws, draws: 4, classes: 3);
        for (int i = 0; i < 5; i++)
        {
            double variance = Enumerable.Range(0, 3).Sum(c =>
            {
                double[] column = [.. Enumerable.Range(0, 4).Select(s => draws[(((s * 5) + i) * 3) + c])];
                return column.Average(p => p * p) - (column.Average() * column.Average());
            });
            Assert.That(parts.Epistemic[i], Is.EqualTo(variance).Within(1e-15));
        }
    }

    [Test]
    public void GaussianEntropy_DrawsThatAgree_IsThatOfTheNoise()
    {
        UncertaintyDecomposition parts = UncertaintyDecomposition.GaussianEntropy([1e6, 1e6], [0.25, 0.25], draws: 2);
        Assert.That(parts.Total[0], Is.EqualTo(0.5 * Math.Log(2 * Math.PI * Math.E * 0.25)).Within(1e-15));
        Assert.That(parts.Epistemic[0], Is.Zero.Within(1e-15));
    }

    [Test]
    public void ThresholdedAdaptiveCalibration_ByHand()
    {
        // Class 0: 0.4 (not it), 0.6 and 0.9 (it), cut at number round(3/2) = 2: gaps -0.4 + 0.4, and 0.1.
        double first = 0.1 / 3;

        // Class 1: 0.1 is left out, 0.4 (not it) and 0.6 (it) are cut at number 1.
        double second = (0.4 + 0.4) / 2;
        double error = ThresholdedAdaptiveCalibration.Error([0.4, 0.6, 0.6, 0.4, 0.9, 0.1], 2, [1, 0, 0], bins: 2, threshold: 0.2);
        Assert.That(error, Is.EqualTo((first + second) / 2).Within(1e-15));
    }

    [Test]
    public void ThresholdedAdaptiveCalibration_ClassWithoutAny_CountsNothing() =>
        Assert.That(ThresholdedAdaptiveCalibration.Error([1, 0, 1, 0], 2, [0, 1], bins: 1), Is.EqualTo(0.25), "½ of class 0, none of class 1");
}
