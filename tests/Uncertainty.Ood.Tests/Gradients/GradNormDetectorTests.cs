using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class GradNormDetectorTests
{
    [TestCase(1.0)]
    [TestCase(4.0)]
    public void Score_ClosedForm_IsTheNormOfTheGradient(double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        using ToyProblem toy = new(ScalarType.Float64);
        Tensor inputs = cat([toy.Inliers.narrow(0, 0, 4), toy.Outliers.narrow(0, 0, 4)]);
        Tensor scores = new GradNormDetector(FeatureReader.Penultimate(toy.Network), temperature).Score(inputs);

        toy.Network.eval();
        Parameter weight = ((Linear)toy.Network.named_modules().Last(entry => entry.module is Linear).module).weight!;
        double[] expected = [.. Enumerable.Range(0, 8).Select(i =>
        {
            Tensor logs = (toy.Network.call(inputs.narrow(0, i, 1)) / temperature).log_softmax(1);
            Tensor divergence = (-Math.Log(ToyProblem.Classes) - logs).mean();
            return -autograd.grad([divergence], [weight])[0].abs().sum().item<double>();
        })];
        Assert.That(Values.Of(scores), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Constructor_ReaderWithoutHead_NamesIt()
    {
        using ToyProblem toy = new();
        FeatureReader reader = FeatureReader.OfLayers(toy.Network, ["fc2"]);
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new GradNormDetector(reader))!.ParamName, Is.EqualTo("reader"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new GradNormDetector(null!))!.ParamName, Is.EqualTo("reader"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new GradNormDetector(FeatureReader.Penultimate(toy.Network), 0))!.ParamName,
            Is.EqualTo("temperature"));
    }

    /// <summary>The gradient is then a sum over positions, which the closed form does not have.</summary>
    [Test]
    public void Score_LastLayerAtEveryPosition_IsAnError()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> network = nn.Sequential(("last", nn.Linear(4, 3)), ("mean", new MeanOfPositions()));
        GradNormDetector detector = new(FeatureReader.Penultimate(network));
        Assert.That(() => detector.Score(Networks.Inputs(1, 5, 7, 4)), Throws.InvalidOperationException.With.Message.Contains("[N, 4] features"));
    }

    private sealed class MeanOfPositions() : nn.Module<Tensor, Tensor>(nameof(MeanOfPositions))
    {
        public override Tensor forward(Tensor input) => input.mean([1]);
    }
}
