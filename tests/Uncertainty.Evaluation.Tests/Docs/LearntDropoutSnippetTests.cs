using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/concrete-dropout.md and variational-dropout.md, as it stands there.</summary>
[TestFixture]
internal sealed class LearntDropoutSnippetTests
{
    [Test]
    public void ConcreteDropoutPage()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, (Tensor, Tensor)[] batches) = Data();

        ConcreteDropout last = new(nn.Linear(64, 3));
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", nn.Linear(4, 64)), ("act1", nn.ReLU()),
            ("fc2", new ConcreteDropout(nn.Linear(64, 64))), ("act2", nn.ReLU()),
            ("fc3", last));
        Svi.Train(
            network,
            batches,
            loss: (outputs, targets) => nn.functional.cross_entropy(outputs, targets),
            examples: 120,                                       // N: training examples, not batches
            new SviOptions { Epochs = 3, LearningRate = 0.01 });
        double rate = last.Rate;                                 // share of fc3's inputs that is dropped
        Assert.That(rate, Is.InRange(0.1, 0.12), "on its way");

        McDropout posterior = new(network, new McDropoutOptions { Draws = 20, Seed = 1 });
        using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
        Assert.That(moments.Mean.shape, Is.EqualTo(new long[] { 30, 3 }));
    }

    [Test]
    public void VariationalDropoutPage()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, (Tensor, Tensor)[] batches) = Data();

        VariationalDropout noisy = new(nn.Linear(4, 16), new VariationalDropoutOptions { InitialAlpha = 0.1 });
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc1", noisy), ("act", nn.ReLU()), ("fc2", nn.Linear(16, 3)));
        Svi.Train(network, batches, (outputs, targets) => nn.functional.cross_entropy(outputs, targets), 120, new SviOptions { Epochs = 3 });
        using Tensor alpha = noisy.Alpha();                      // [4] variance of each input's noise
        Assert.That(alpha.shape, Is.EqualTo(new long[] { 4 }));

        BayesianLayerOptions sparse = new() { Prior = new LogUniformPrior(), Estimator = WeightEstimator.LocalReparameterisation };
        BayesianLinear layer = new(16, 3, options: sparse);
        Tensor drowned = layer.WeightDeviation().square() > layer.WeightMean.square() * 20;    // α above 20: weights to leave out
        Assert.That(drowned.shape, Is.EqualTo(new long[] { 3, 16 }));
        layer.Dispose();

        VariationalNetwork posterior = new(network, new VariationalNetworkOptions { Draws = 20, Seed = 1 });
        using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
        Assert.That(moments.Mean.shape, Is.EqualTo(new long[] { 30, 3 }));
    }

    private static (Tensor Inputs, (Tensor, Tensor)[] Batches) Data()
    {
        manual_seed(1);
        Tensor inputs = Networks.Inputs(1, 30, Networks.Features);
        return (inputs, [(inputs, inputs.narrow(1, 0, 3).argmax(1))]);
    }
}
