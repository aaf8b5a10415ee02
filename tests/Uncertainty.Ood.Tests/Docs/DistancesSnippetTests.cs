using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The code of docs/methods/ood-distances.md and docs/methods/ood-activations.md, as it stands there.</summary>
[TestFixture]
internal sealed class DistancesSnippetTests
{
    [Test]
    public void DistancesPage()
    {
        using ToyProblem toy = new();
        using Files files = new();
        using DisposeScope scope = NewDisposeScope();
        Module<Tensor, Tensor> network = toy.Network;
        IEnumerable<(Tensor Inputs, Tensor Labels)> batches = toy.Batches;
        Tensor images = toy.Inliers;
        string path = files.Path("mahalanobis.safetensors");

        // network: a trained classifier. batches: (inputs, labels) that it was trained on. images: [N, …].
        FeatureReader reader = FeatureReader.Penultimate(network);
        using MahalanobisDetector mahalanobis = MahalanobisDetector.Fit(reader, batches, new MahalanobisOptions { Ridge = 1e-6 });
        Tensor scores = mahalanobis.Score(images);                      // [N]: the higher, the less like the training data
        Tensor distances = mahalanobis.SquaredDistances(images);        // [N, C]

        mahalanobis.Save(path);                                         // what was fitted and the options, not the network
        using MahalanobisDetector loaded = MahalanobisDetector.Load(path, reader);

        FeatureReader layers = FeatureReader.OfLayers(network, ["fc1", "fc2", "fc3"]);
        using MahalanobisDetector deep = MahalanobisDetector.Fit(layers, batches, new MahalanobisOptions { Ridge = 1e-6 });

        IEnumerable<Tensor> inputs = batches.Select(batch => batch.Inputs);
        using NearestNeighboursDetector neighbours = NearestNeighboursDetector.Fit(
            reader, inputs, new NearestNeighboursOptions { Neighbours = 10, Samples = 200, Seed = 1 });
        using VimDetector vim = VimDetector.Fit(reader, inputs);
        using SheDetector she = SheDetector.Fit(reader, batches);

        Assert.That(Values.Of(loaded.Score(images)), Is.EqualTo(Values.Of(scores)));
        Assert.That(Values.Of(distances.amin([1])), Is.EqualTo(Values.Of(scores)));
        foreach (IOodDetector detector in new IOodDetector[] { mahalanobis, deep, neighbours, vim, she })
        {
            Assert.That(Values.Of(detector.Score(toy.Outliers)).Average(), Is.GreaterThan(Values.Of(detector.Score(images)).Average()));
        }
    }

    [Test]
    public void DistancesPage_Given()
    {
        using ToyProblem toy = new();
        using DisposeScope scope = NewDisposeScope();
        Tensor images = toy.Inliers;
        FeatureReader reader = FeatureReader.Penultimate(toy.Network);

        using LinearHead head = reader.CopyHead();
        using FeatureReading reading = reader.Read(images);
        using VimDetector given = VimDetector.Fit(FeatureReader.Given(head), [reading.Features]);
        using Tensor again = given.Score(reading.Features);

        using VimDetector direct = VimDetector.Fit(reader, [images]);
        Assert.That(Values.Of(again), Is.EqualTo(Values.Of(direct.Score(images))));
    }

    [Test]
    public void ActivationsPage()
    {
        using ToyProblem toy = new();
        using Files files = new();
        using DisposeScope scope = NewDisposeScope();
        Module<Tensor, Tensor> network = toy.Network;
        IEnumerable<Tensor> inputs = toy.Unlabelled;
        Tensor images = toy.Inliers;
        string path = files.Path("react.safetensors");

        // network: a trained classifier that ends with a Linear layer. inputs: batches that it was trained on. images: [N, …].
        FeatureReader reader = FeatureReader.Penultimate(network);
        using ScaleDetector scale = new(reader, percentile: 50);
        using AshDetector ash = new(reader, AshVariant.Prune, percentile: 50);
        using ReactDetector react = ReactDetector.Fit(reader, inputs, new ReactOptions { Percentile = 95 });
        using DiceDetector dice = DiceDetector.Fit(reader, inputs, new DiceOptions { Percentile = 50 });

        Tensor scores = react.Score(images);                       // [N]: the higher, the less like the training data
        double threshold = react.Threshold;                        // where features are cut off
        react.Save(path);
        using ReactDetector loaded = ReactDetector.Load(path, reader);

        Assert.That(threshold, Is.GreaterThan(0));
        Assert.That(Values.Of(loaded.Score(images)), Is.EqualTo(Values.Of(scores)));
        foreach (IOodDetector detector in new IOodDetector[] { scale, ash, react, dice })
        {
            Assert.That(Values.Of(detector.Score(toy.Outliers)).Average(), Is.GreaterThan(Values.Of(detector.Score(images)).Average()));
        }
    }
}
