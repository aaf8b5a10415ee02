using TorchSharp.Modules;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class ConfidenceDetectorTests
{
    /// <summary>A linear network, whose confidence has a gradient with the signs of its weights: x' = x + ε sign(w).</summary>
    [TestCase(0)]
    [TestCase(0.1)]
    public void Score_LinearNetwork_IsTheFormula(double step)
    {
        using Linear network = nn.Linear(4, 3, dtype: ScalarType.Float64);
        using Tensor inputs = Networks.Inputs(5, 6, 4).to_type(ScalarType.Float64);
        double[] weight = [.. Values.Of(network.weight!).Chunk(4).Last()];
        double bias = Values.Of(network.bias!).Last();
        double[] expected = [.. Values.Of(inputs).Chunk(4).Select(x =>
            1 - (1 / (1 + Math.Exp(-(bias + x.Zip(weight, (value, w) => (value + (step * Math.Sign(w))) * w).Sum())))))];

        ConfidenceDetector detector = new(network, new ConfidenceOutput(2), new ConfidenceDetectorOptions { Step = step });
        using Tensor scores = detector.Score(inputs);
        Assert.That(Values.Of(scores), Is.EqualTo(expected).Within(1e-14));
    }

    /// <summary>Beyond 37 a confidence in double precision is 1, and its gradient 0.</summary>
    [Test]
    public void Score_SureNetwork_StaysApartAndMoves()
    {
        using nn.Module<Tensor, Tensor> network = nn.Identity();
        using Tensor inputs = tensor(new double[] { 0, 0, 50, 0, 0, 60 }, 2, 3);
        using Tensor scores = new ConfidenceDetector(network, new ConfidenceOutput(2)).Score(inputs);
        using Tensor moved = new ConfidenceDetector(network, new ConfidenceOutput(2), new ConfidenceDetectorOptions { Step = 1 }).Score(inputs);
        Assert.That(Values.Of(scores)[0] / Values.Of(scores)[1], Is.EqualTo(Math.Exp(10)).Within(1e-6));
        Assert.That(Values.Of(moved)[0] / Values.Of(scores)[0], Is.EqualTo(Math.Exp(-1)).Within(1e-12));
    }

    [Test]
    public void Score_NetworkWithoutConfidence_IsAnError([Values(0, 0.1)] double step)
    {
        using ToyProblem toy = new();
        ConfidenceDetector detector = new(toy.Network, new ConfidenceOutput(3), new ConfidenceDetectorOptions { Step = step });
        Assert.That(() => detector.Score(toy.Inliers), Throws.InvalidOperationException.With.Message.Contains("[90, 4] raw outputs"));
    }

    [Test]
    public void Constructor_BadArguments_AreNamed()
    {
        using ToyProblem toy = new();
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new ConfidenceDetector(null!, new ConfidenceOutput(3)))!.ParamName, Is.EqualTo("network"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new ConfidenceDetector(toy.Network, null!))!.ParamName, Is.EqualTo("output"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ConfidenceDetectorOptions { Step = -1 })!.ParamName, Is.EqualTo("Step"));
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new ConfidenceDetectorOptions { InputScale = [0] })!.ParamName, Is.EqualTo("InputScale"));
    }
}
