using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class LogitScoresTests
{
    /// <summary>In single precision both probabilities would be 1.</summary>
    [Test]
    public void MaxProbability_SureNetworksInSingle_StayApart()
    {
        using Tensor logits = tensor(new float[] { 20, 0, 25, 0 }, 2, 2);
        using Tensor scores = LogitScores.MaxProbability(logits);
        Assert.That(Values.Of(scores)[0], Is.GreaterThan(Values.Of(scores)[1]));
    }

    [Test]
    public void Energy_LogitsFarFromZero_IsExact()
    {
        using Tensor logits = tensor(new double[] { 5000, 5000, -5000, -5000 }, 2, 2);
        using Tensor scores = LogitScores.Energy(logits, 2);
        Assert.That(Values.Of(scores), Is.EqualTo(new[] { -5000 - (2 * Math.Log(2)), 5000 - (2 * Math.Log(2)) }).Within(1e-9));
    }

    [Test]
    public void Entropy_CertainAndUniform_AreTheEnds()
    {
        using Tensor logits = tensor(new double[] { 5000, 0, 0, 1, 1, 1 }, 2, 3);
        using Tensor scores = LogitScores.Entropy(logits);
        Assert.That(Values.Of(scores), Is.EqualTo(new[] { 0, Math.Log(3) }).Within(1e-15));
    }

    [Test]
    public void Scores_BadArguments_AreNamed()
    {
        using Tensor logits = ones(2, 3);
        using Tensor one = ones(2, 1);
        using Tensor odd = full(2, 2, float.PositiveInfinity);
        Assert.That(() => LogitScores.MaxProbability(logits, 0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("temperature"));
        Assert.That(() => LogitScores.Energy(logits, double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("temperature"));
        Assert.That(() => LogitScores.GeneralisedEntropy(logits, 1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("gamma"));
        Assert.That(() => LogitScores.GeneralisedEntropy(logits, 0.1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("classes"));
        Assert.That(() => LogitScores.Entropy(one), Throws.ArgumentException.With.Property("ParamName").EqualTo("logits"));
        Assert.That(() => LogitScores.MaxLogit(odd), Throws.ArgumentException.With.Property("ParamName").EqualTo("logits"));
        Assert.That(() => LogitScores.MaxLogit(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("logits"));
    }

    [Test]
    public void Detectors_BadOptions_AreNamed()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new MaxProbabilityDetector(network, -1))!.ParamName, Is.EqualTo("temperature"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new EnergyDetector(network, double.PositiveInfinity))!.ParamName, Is.EqualTo("temperature"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new GeneralisedEntropyDetector(network, 0))!.ParamName, Is.EqualTo("gamma"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new MaxLogitDetector(null!))!.ParamName, Is.EqualTo("network"));
    }

    [Test]
    public void Detector_NetworkWithoutLogits_IsAnError()
    {
        using nn.Module<Tensor, Tensor> network = nn.Linear(4, 1);
        using Tensor inputs = ones(3, 4);
        EntropyDetector detector = new(network);
        Assert.That(() => detector.Score(inputs), Throws.InvalidOperationException.With.Message.Contains("C at least 2; got [3, 1]"));
    }
}
