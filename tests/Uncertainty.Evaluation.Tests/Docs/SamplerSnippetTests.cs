using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Tests.Sampling;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of the samplers' pages under docs/methods, as it stands there.</summary>
[TestFixture]
internal sealed class SamplerSnippetTests
{
    [Test]
    public void DeepEnsemblesPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> one = Networks.Mlp();
        using nn.Module<Tensor, Tensor> two = Networks.Mlp(batchNorm: true);
        nn.Module<Tensor, Tensor>[] networks = [one, two];
        Tensor inputs = Networks.Inputs(1, 12, Networks.Features);
        (Tensor, Tensor)[] batches = [(inputs, arange(0, 12).remainder(Networks.Classes).to_type(ScalarType.Int64))];

        DeepEnsemble given = new(networks);                                 // the networks stay the caller's
        using PredictiveSamples samples = given.Sample(inputs);             // [S, N, C], member by member
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 2, 12, 3 }));

        EnsembleTrainingOptions training = new() { Members = 5, Epochs = 3, LearningRate = 1e-3, AdversarialStep = 0.01, Seed = 1 };
        using DeepEnsemble ensemble = DeepEnsemble.Train(
            factory: seed => nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3)),
            batches: batches,
            loss: (outputs, targets) => nn.functional.cross_entropy(outputs, targets),
            training: training,
            options: new DeepEnsembleOptions { Parallelism = 2 });
        using PredictiveSamples logits = ensemble.Sample(inputs);
        using PredictiveSamples probabilities = logits.Softmax();
        Assert.That(probabilities.Values.shape, Is.EqualTo(new long[] { 5, 12, 3 }));

        EnsembleTrainingOptions momentum = training with { Optimizer = network => optim.SGD(network.parameters(), 0.1, momentum: 0.9) };
        Assert.That(momentum.Members, Is.EqualTo(5));

        string path = Path.GetTempFileName();
        try
        {
            ensemble.Save(path);
            using DeepEnsemble loaded = DeepEnsemble.Load(path, member => nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3)));

            using PredictiveSamples again = loaded.Sample(inputs);
            Assert.That(Values.Of(again.Values), Is.EqualTo(Values.Of(logits.Values)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void ScriptMcDropoutPage()
    {
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, ScriptNetworks.ClassifierBytes());
            using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(path);
            ScriptMcDropout posterior = new(network, new ScriptMcDropoutOptions { Draws = 20, Seed = 1 });
            IReadOnlyCollection<string> found = posterior.Layers;        // the modules that will be random: look at them once
            using PredictiveSamples samples = posterior.Sample(inputs);  // [S, N, C], as the network gives them
            Assert.That(found, Is.EqualTo(new[] { "drop" }));
            Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 20, 5, 3 }));

            ScriptMcDropout chosen = new(network, new ScriptMcDropoutOptions { Layers = ["drop"] });
            Assert.That(chosen.Layers, Is.EqualTo(found));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void TestTimeAugmentationPage()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Convolutional();
        using Tensor images = Networks.Inputs(1, 5, 1, 8, 8);
        TestTimeAugmentation posterior = new(network, Augmentations.Square());
        using PredictiveSamples samples = posterior.Sample(images);            // [8, N, C]
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 8, 5, 3 }));

        Augmentation[] augmentations =
        [
            Augmentations.Identity(),
            Augmentations.HorizontalFlip(),
            Augmentations.Shift(down: 0, right: 2).Then(Augmentations.IntensityScale(1.1)),
            Augmentations.GaussianNoise(standardDeviation: 0.05, seed: 1),
            new Augmentation("inverted", inputs => 1 - inputs),
        ];
        TestTimeAugmentation chosen = new(network, augmentations);
        using PredictiveSamples some = chosen.Sample(images);
        Assert.That(some.Values.shape, Is.EqualTo(new long[] { 5, 5, 3 }));
        double[] all = Values.Of(samples.Values);
        Assert.That(Values.Of(some.Values)[..30], Is.EqualTo(all[..15].Concat(all[60..75])).Within(1e-6));
    }

    [Test]
    public void StochasticFunctionPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        network.eval();
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);

        Tensor Noisy(Tensor x) => network.call(x + (0.1 * torch.randn_like(x)));
        StochasticFunction posterior = new(Noisy, new StochasticFunctionOptions { Draws = 20, Seed = 1 });
        using PredictiveSamples samples = posterior.Sample(inputs);            // [S, N, C]
        Assert.That(samples.Values.shape, Is.EqualTo(new long[] { 20, 5, 3 }));
    }
}
