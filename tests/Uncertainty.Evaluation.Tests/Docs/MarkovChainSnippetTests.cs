using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/stochastic-gradient-mcmc.md, as it stands there.</summary>
[TestFixture]
internal sealed class MarkovChainSnippetTests
{
    [Test]
    public void StochasticGradientMcmcPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 30, Networks.Features);
        (Tensor, Tensor)[] batches = [(inputs, inputs.narrow(1, 0, Networks.Classes).argmax(1))];
        string path = Path.GetTempFileName();
        try
        {
            StochasticGradientLangevinOptions options = new()
            {
                Schedule = new CyclicalSchedule { LearningRate = 0.05, Cycles = 3 },
                Steps = 120,                                         // 40 a cycle, of which the last 8 sample
                Draws = 6,                                           // 2 a cycle
                PriorPrecision = 1,
            };
            using WeightSamples posterior = StochasticGradientLangevin.Train(
                network,
                batches,
                loss: (outputs, targets) => nn.functional.cross_entropy(outputs, targets),
                examples: 120,                                       // N: training examples, not batches
                options);
            using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
            using ClassificationUncertainty result = ClassificationUncertainty.FromMoments(moments);

            posterior.Save(path);
            using WeightSamples loaded = WeightSamples.Load(path, network);

            Assert.That(Values.Of(result.Epistemic), Has.All.GreaterThan(0));
            Assert.That(loaded.Steps, Is.EqualTo(new[] { 36, 40, 76, 80, 116, 120 }));
        }
        finally
        {
            File.Delete(path);
        }

        StochasticGradientHamiltonianMonteCarloOptions chain = new()
        {
            Momentum = 0.9,
            Schedule = new ConstantSchedule { LearningRate = 0.005 },
            Steps = 100,
            BurnIn = 40,
            Draws = 6,                                           // every tenth of the other 60
        };
        using WeightSamples samples = StochasticGradientHamiltonianMonteCarlo.Train(
            network, batches, (outputs, targets) => nn.functional.cross_entropy(outputs, targets), 120, chain);
        using Tensor last = samples.Weights(5);                  // [P], the weights after step samples.Steps[5]

        Assert.That(samples.Steps, Is.EqualTo(new[] { 50, 60, 70, 80, 90, 100 }));
        Assert.That(Values.Of(last), Is.EqualTo(network.parameters().SelectMany(Values.Of)));
    }
}
