using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The code of docs/methods/ood-scores.md, as it stands there.</summary>
[TestFixture]
internal sealed class ScoresSnippetTests
{
    [Test]
    public void ScoresPage()
    {
        using ToyProblem toy = new();
        Module<Tensor, Tensor> network = toy.Network;
        Tensor images = toy.Inliers;
        Tensor strange = toy.Outliers;
        IEnumerable<Tensor> heldOut = toy.Unlabelled;
        string path = Path.GetTempFileName();
        using DisposeScope scope = NewDisposeScope();
        try
        {
            MaxProbabilityDetector baseline = new(network);
            Tensor scores = baseline.Score(images);           // [N] in double precision: the higher, the less like the training data

            EnergyDetector energy = new(network);
            OdinDetector odin = new(network, new OdinOptions { Step = 0.002, InputScale = [0.3081] });   // (pixel - mean) / 0.3081
            GradNormDetector gradNorm = new(FeatureReader.Penultimate(network));
            using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, classes: 3);
            PosteriorDetector disagreement = new(evaluation, PosteriorMeasure.MutualInformation);

            using KlMatchingDetector matching = KlMatchingDetector.Fit(network, heldOut);   // batches of inputs that were not trained on
            matching.Save(path);
            using KlMatchingDetector loaded = KlMatchingDetector.Load(path, network);

            foreach (IOodDetector detector in new IOodDetector[] { baseline, energy, odin, gradNorm, disagreement, loaded })
            {
                Assert.That(Auroc(detector, images, strange), Is.GreaterThan(0.95));
            }

            Assert.That(scores.shape, Is.EqualTo(images.shape[..1]));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void ScoresPage_LearntConfidence()
    {
        using ToyProblem toy = new();
        (Tensor Inputs, Tensor Labels)[] batches = [.. toy.Batches];
        Tensor images = toy.Inliers;
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);

        ConfidenceOutput output = new(classes: 3);
        Module<Tensor, Tensor> network = Sequential(("hidden", Linear(4, 32)), ("relu", ReLU()), ("last", Linear(32, output.Columns)));
        ConfidenceTraining training = new(output);
        optim.Optimizer optimizer = optim.Adam(network.parameters(), 0.01);
        for (int epoch = 0; epoch < 60; epoch++)
        {
            foreach ((Tensor inputs, Tensor labels) in batches)
            {
                using DisposeScope step = NewDisposeScope();
                optimizer.zero_grad();
                training.Loss(network.call(inputs), labels).backward();
                optimizer.step();
            }
        }

        ConfidenceDetector doubt = new(network, output);     // 1 - c
        Tensor scores = doubt.Score(images);

        Assert.That(Values.Of(scores), Has.All.InRange(0, 1));
        Assert.That(Auroc(doubt, images, toy.Outliers), Is.GreaterThan(0.8));
    }

    private static double Auroc(IOodDetector detector, Tensor inside, Tensor outside)
    {
        using Tensor low = detector.Score(inside);
        using Tensor high = detector.Score(outside);
        double[] scores = [.. Values.Of(low), .. Values.Of(high)];
        return RankingMetrics.Auroc(scores, [.. scores.Select((_, i) => i >= low.shape[0])]);
    }
}
