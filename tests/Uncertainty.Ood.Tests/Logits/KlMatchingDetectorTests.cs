using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class KlMatchingDetectorTests
{
    [Test]
    public void Score_ByHand_IsTheLeastDivergence()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        double[][] fitted = [[2, 0, 1], [3, 1, 0], [0, 4, 1], [1, 0.5, 2]];
        double[][] given = [[1, 1, 1.5], [5, 0, 0]];
        using Tensor batch = Stack(fitted);
        using Tensor inputs = Stack(given);
        using KlMatchingDetector detector = KlMatchingDetector.Fit(network, [batch]);

        double[][] probabilities = [.. fitted.Select(Softmax)];
        double[][] templates = [Mean(probabilities[0], probabilities[1]), probabilities[2], probabilities[3]];
        double[] expected = [.. given.Select(Softmax).Select(p => templates.Min(d => p.Zip(d).Sum(pair => pair.First * Math.Log(pair.First / pair.Second))))];
        using Tensor scores = detector.Score(inputs);
        Assert.That(Values.Of(scores), Is.EqualTo(expected).Within(1e-12));
        Assert.That(detector.TemplateClasses, Is.EqualTo(new long[] { 0, 1, 2 }));
    }

    [Test]
    public void Fit_InPieces_GivesTheSameScores()
    {
        using ToyProblem toy = new(ScalarType.Float64);
        using DisposeScope scope = NewDisposeScope();
        Tensor all = cat([.. toy.Unlabelled]);
        using KlMatchingDetector whole = KlMatchingDetector.Fit(toy.Network, [all]);
        using KlMatchingDetector pieces = KlMatchingDetector.Fit(toy.Network, all.split(7));
        Assert.That(Values.Of(pieces.Score(toy.Outliers)), Is.EqualTo(Values.Of(whole.Score(toy.Outliers))).Within(1e-12));
    }

    [Test]
    public void Fit_AClassNeverPredicted_HasNoTemplate()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        using Tensor batch = Stack([[2, 0, 1], [0, 0, 4]]);
        using Tensor inputs = Stack([[2, 0, 1], [0, 9, 0]]);
        using KlMatchingDetector detector = KlMatchingDetector.Fit(network, [batch]);
        using Tensor scores = detector.Score(inputs);
        Assert.That(detector.TemplateClasses, Is.EqualTo(new long[] { 0, 2 }));
        Assert.That(Values.Of(scores)[0], Is.Zero.Within(1e-15));
        Assert.That(Values.Of(scores)[1], Is.GreaterThan(2));
    }

    /// <summary>Probabilities that double precision has no numbers for are still compared.</summary>
    [Test]
    public void Score_LogitsFarApart_IsFinite()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        using Tensor batch = Stack([[3000, 0], [2000, 0]]);
        using Tensor inputs = Stack([[0, 3000]]);
        using KlMatchingDetector detector = KlMatchingDetector.Fit(network, [batch]);
        using Tensor scores = detector.Score(inputs);
        Assert.That(Values.Of(scores).Single(), Is.EqualTo(2000 + Math.Log(2)).Within(1e-9));
    }

    [Test]
    public void Score_AnotherNumberOfClasses_IsAnError()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        using Tensor batch = Stack([[2, 0, 1]]);
        using Tensor inputs = Stack([[2, 0]]);
        using KlMatchingDetector detector = KlMatchingDetector.Fit(network, [batch]);
        Assert.That(() => detector.Score(inputs), Throws.InvalidOperationException.With.Message.Contains("3 logits"));
    }

    [Test]
    public void Fit_BadBatches_NamesThem()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        using Tensor odd = Stack([[2, double.NaN]]);
        using Tensor one = Stack([[2]]);
        using Tensor good = Stack([[2, 1]]);
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.That(Assert.Throws<ArgumentException>(() => KlMatchingDetector.Fit(network, []))!.ParamName, Is.EqualTo("batches"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => KlMatchingDetector.Fit(network, null!))!.ParamName, Is.EqualTo("batches"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => KlMatchingDetector.Fit(null!, [good]))!.ParamName, Is.EqualTo("network"));
        Assert.That(() => KlMatchingDetector.Fit(network, [odd]), Throws.ArgumentException);
        Assert.That(() => KlMatchingDetector.Fit(network, [one]), Throws.InvalidOperationException);
        Assert.That(
            () => KlMatchingDetector.Fit(network, [good], cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private static Tensor Stack(double[][] rows) => tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length]);

    private static double[] Softmax(double[] logits)
    {
        double sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }

    private static double[] Mean(double[] first, double[] second) => [.. first.Zip(second, (a, b) => (a + b) / 2)];
}
