using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Measures;

[TestFixture]
internal sealed class ClassificationUncertaintyTests
{
    private const double Ln2 = 0.69314718055994530942;

    [Test]
    public void From_TwoCertainDrawsThatDisagree_IsAllEpistemic()
    {
        using ClassificationUncertainty result = From([1, 0, 0, 1], 2, 1, 2);
        Assert.That(Values.Of(result.Prediction), Is.EqualTo(new[] { 0.5, 0.5 }));
        Assert.That(Values.Of(result.Total).Single(), Is.EqualTo(Ln2).Within(1e-12));
        Assert.That(Values.Of(result.Aleatoric).Single(), Is.Zero);
        Assert.That(Values.Of(result.Epistemic).Single(), Is.EqualTo(Ln2).Within(1e-12));
        Assert.That(Values.Of(result.NormalisedEpistemic).Single(), Is.EqualTo(1).Within(1e-12));
        Assert.That(Values.Of(result.VariationRatio).Single(), Is.EqualTo(0.5));
        Assert.That(Values.Of(result.VoteVariationRatio).Single(), Is.EqualTo(0.5));
        Assert.That(Values.Of(result.MeanStd).Single(), Is.EqualTo(0.5));
        Assert.That(Values.Of(result.ClassVariance), Is.EqualTo(new[] { 0.25, 0.25 }));
        Assert.That(Values.Of(result.PredictedClass).Single(), Is.Zero);
    }

    [Test]
    public void From_TwoUnsureDrawsThatAgree_IsAllAleatoric()
    {
        using ClassificationUncertainty result = From([0.5, 0.5, 0.5, 0.5], 2, 1, 2);
        Assert.That(Values.Of(result.Aleatoric).Single(), Is.EqualTo(Ln2).Within(1e-12));
        Assert.That(Values.Of(result.Epistemic).Single(), Is.EqualTo(0).Within(1e-12));
        Assert.That(Values.Of(result.NormalisedTotal).Single(), Is.EqualTo(1).Within(1e-12));
        Assert.That(Values.Of(result.ClassVariance), Has.All.Zero);
    }

    [Test]
    public void From_RandomDraws_EqualsTheNaiveLoop()
    {
        const int draws = 5, inputs = 7, classes = 4;
        double[] p = Probabilities(draws, inputs, classes);
        using ClassificationUncertainty result = From(p, draws, inputs, classes);
        double[] total = Values.Of(result.Total);
        double[] aleatoric = Values.Of(result.Aleatoric);
        double[] votes = Values.Of(result.VoteVariationRatio);
        double[] meanStd = Values.Of(result.MeanStd);
        for (int n = 0; n < inputs; n++)
        {
            double[][] rows = [.. Enumerable.Range(0, draws).Select(s => p[(((s * inputs) + n) * classes)..(((s * inputs) + n + 1) * classes)])];
            double[] mean = [.. Enumerable.Range(0, classes).Select(c => rows.Average(row => row[c]))];
            Assert.That(total[n], Is.EqualTo(Entropy(mean)).Within(1e-12));
            Assert.That(aleatoric[n], Is.EqualTo(rows.Average(Entropy)).Within(1e-12));
            int most = rows.GroupBy(row => Array.IndexOf(row, row.Max())).Max(group => group.Count());
            Assert.That(votes[n], Is.EqualTo(1 - (most / (double)draws)).Within(1e-12));
            double std = Enumerable.Range(0, classes).Average(c => Math.Sqrt(rows.Average(row => Math.Pow(row[c] - mean[c], 2))));
            Assert.That(meanStd[n], Is.EqualTo(std).Within(1e-12));
        }
    }

    [Test]
    public void From_EachInputAlone_IsAsInTheBatch()
    {
        double[] p = Probabilities(3, 4, 3);
        using ClassificationUncertainty whole = From(p, 3, 4, 3);
        double[] together = Values.Of(whole.NormalisedEpistemic);
        for (int n = 0; n < 4; n++)
        {
            double[] alone = [.. Enumerable.Range(0, 3).SelectMany(s => p[(((s * 4) + n) * 3)..(((s * 4) + n + 1) * 3)])];
            using ClassificationUncertainty one = From(alone, 3, 1, 3);
            Assert.That(Values.Of(one.NormalisedEpistemic).Single(), Is.EqualTo(together[n]).Within(1e-14));
        }
    }

    [Test]
    public void From_Maps_KeepsTheirDimensions()
    {
        using Tensor logits = Networks.Inputs(2, 3, 2, 4, 5, 6);
        using PredictiveSamples samples = new(logits);
        using PredictiveSamples probabilities = samples.Softmax();
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(probabilities);
        Assert.That(result.Prediction.shape, Is.EqualTo(new long[] { 2, 4, 5, 6 }));
        Assert.That(result.Epistemic.shape, Is.EqualTo(new long[] { 2, 5, 6 }));
        Assert.That(result.PredictedClass.shape, Is.EqualTo(new long[] { 2, 5, 6 }));
        Assert.That(Values.Of(result.NormalisedTotal), Has.All.InRange(0, 1));
    }

    [Test]
    public void From_LeaksNothing()
    {
        using Tensor values = torch.tensor(Probabilities(3, 4, 3), [3, 4, 3]);
        Leaks.AssertNone(() =>
        {
            using PredictiveSamples samples = new(values);
            using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(samples);
        });
    }

    [TestCase(new[] { 0.5, 0.4, 0.5, 0.5 }, "probabilities")]
    [TestCase(new[] { 1.5, -0.5, 0.5, 0.5 }, "probabilities")]
    [TestCase(new[] { double.NaN, 0.5, 0.5, 0.5 }, "finite")]
    public void From_NoProbabilities_ThrowsWithName(double[] values, string expected)
    {
        Assert.That(
            () => From(values, 2, 1, 2),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("samples").And.Message.Contains(expected));
    }

    [Test]
    public void From_OneClass_Throws()
    {
        Assert.That(() => From([1, 1], 2, 1, 1), Throws.ArgumentException.With.Message.Contains("at least 2 classes"));
    }

    internal static double[] Probabilities(int draws, int inputs, int classes)
    {
        using Tensor logits = Networks.Inputs(4, draws, inputs, classes);
        using Tensor probabilities = (logits.to_type(ScalarType.Float64) * 2).softmax(2);
        return Values.Of(probabilities);
    }

    private static double Entropy(double[] p) => -p.Where(value => value > 0).Sum(value => value * Math.Log(value));

    private static ClassificationUncertainty From(double[] values, params long[] shape)
    {
        using Tensor tensor = torch.tensor(values, shape);
        using PredictiveSamples samples = new(tensor);
        return ClassificationUncertainty.FromProbabilities(samples);
    }
}
