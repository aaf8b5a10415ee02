using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/bayesian-layers.md, as it stands there.</summary>
[TestFixture]
internal sealed class BayesianLayersSnippetTests
{
    [Test]
    public void BayesianLayersPage()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Networks.Inputs(1, 30, Networks.Features);
        Tensor labels = inputs.narrow(1, 0, 3).argmax(1);
        (Tensor, Tensor)[] batches = [(inputs, labels)];

        BayesianLayerOptions layer = new() { Prior = new NormalPrior { StandardDeviation = 0.5 }, Estimator = WeightEstimator.Flipout };
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", new BayesianLinear(4, 16, options: layer)), ("act", nn.ReLU()), ("fc2", new BayesianLinear(16, 3, options: layer)));
        IReadOnlyList<ElboValue> epochs = Svi.Train(
            network,
            batches,
            loss: (outputs, targets) => nn.functional.cross_entropy(outputs, targets),
            examples: 120,                                       // N: training examples, not batches
            new SviOptions { Epochs = 3, AnnealingSteps = 20, Seed = 1 });
        double likelihood = epochs[^1].NegativeLogLikelihood;    // nats for each example
        double divergence = epochs[^1].Kl;                       // nats, the sum over all weights, not divided by N
        Assert.That(likelihood, Is.InRange(0, 3));
        Assert.That(divergence, Is.GreaterThan(100));
        Assert.That(epochs[^1].KlWeight, Is.EqualTo(0.15 / 120).Within(1e-9));

        VariationalNetwork posterior = new(network, new VariationalNetworkOptions { Draws = 20, Seed = 1 });
        using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
        using ClassificationUncertainty result = ClassificationUncertainty.FromMoments(moments);
        Tensor model = result.Epistemic;                         // [N] nats
        Assert.That(Values.Of(model), Has.All.GreaterThan(0));

        string path = Path.GetTempFileName();
        using nn.Module<Tensor, Tensor> again = nn.Sequential(
            ("fc1", new BayesianLinear(4, 16, options: layer)), ("act", nn.ReLU()), ("fc2", new BayesianLinear(16, 3, options: layer)));
        posterior.Save(path);                                    // weights, buffers, what the layers are, draws and seed
        VariationalNetwork loaded = VariationalNetwork.Load(path, again);
        File.Delete(path);
        using PredictiveMoments same = loaded.SoftmaxMoments(inputs);
        Assert.That(Values.Of(same.Mean), Is.EqualTo(Values.Of(moments.Mean)));

        SviOptions falling = new() { Epochs = 4, LearningRate = 0.01, Schedule = optimizer => optim.lr_scheduler.StepLR(optimizer, 200, 0.5) };
        Svi.Train(again, batches, (outputs, targets) => nn.functional.cross_entropy(outputs, targets), 120, falling);

        using optim.Optimizer optimizer = optim.Adam(network.parameters(), 1e-3);
        Elbo elbo = new(network, (outputs, targets) => nn.functional.cross_entropy(outputs, targets), examples: 120);
        network.train();
        foreach ((Tensor x, Tensor y) in batches)
        {
            optimizer.zero_grad();
            using ElboTerms terms = elbo.Evaluate(x, y, annealing: 1);
            terms.Loss.backward();                               // NegativeLogLikelihood + Kl / N
            optimizer.step();
        }

        using nn.Module<Tensor, Tensor> trained = Networks.Mlp(0.0);
        double[] before = Values.Of(trained.parameters().First());
        ConversionOptions conversion = new() { PriorAtTrainedWeights = true, RelativeDeviation = 0.1, Deviation = 1e-3 };
        using BayesianNetwork bayesian = trained.ToBayesian(conversion);
        Svi.Train(bayesian, batches, (outputs, targets) => nn.functional.cross_entropy(outputs, targets), 120, new SviOptions { Epochs = 2 });
        using PredictiveSamples samples = new VariationalNetwork(bayesian).Sample(inputs);
        bayesian.Revert();                                       // the trained weights are back, bit for bit
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 50, 30, 3 }));
        Assert.That(Values.Of(trained.parameters().First()), Is.EqualTo(before));
    }
}
