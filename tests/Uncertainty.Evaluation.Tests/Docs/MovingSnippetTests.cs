using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/moving-here.md about MindSpore, as it stands there.</summary>
[TestFixture]
internal sealed class MovingSnippetTests
{
    [Test]
    public void MindSpore_UncertaintyEvaluation()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using DisposeScope outer = NewDisposeScope();
            using nn.Module<Tensor, Tensor> network = Networks.Mlp();
            (Tensor, Tensor)[] train = [Batch(1), Batch(2)];
            Tensor[] test = [Batch(3).Inputs, Batch(4).Inputs];

            // network: trained, with dropout, from [N, …] to [N, C] logits. train: the batches that it was trained on. test: batches of inputs.
            UncertaintyEvaluationOptions options = new()
            {
                Draws = 10,                                                       // always 10 there
                Head = new AleatoricHeadOptions { Epochs = 1 },                   // epochs
                ModelFiles = ModelFiles.LoadOrFitAndSave,                         // save_model, and a path without it
                AleatoricModelPath = Path.Combine(folder, "head.safetensors"),    // ale_uncer_model_path
            };
            using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, classes: 3, train, options);
            foreach (Tensor inputs in test)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor epistemic = evaluation.EvaluateEpistemic(inputs);          // [N, C] variance of each class's probability
                Tensor aleatoric = evaluation.EvaluateAleatoric(inputs);          // [N] entropy in nats
                Console.WriteLine($"{epistemic.max().item<float>():F4}, {aleatoric.max().item<float>():F3} nats at most");
            }

            Assert.That(evaluation.EvaluateEpistemic(test[0]).shape, Is.EqualTo(new long[] { 12, 3 }));
            Assert.That(evaluation.EvaluateAleatoric(test[0]).shape, Is.EqualTo(new long[] { 12 }));
            Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void MindSpore_TransformToBnn()
    {
        using DisposeScope outer = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(dropout: 0);
        (Tensor, Tensor)[] train = [Batch(1), Batch(2)];
        Tensor images = Batch(3).Inputs;

        ConversionOptions conversion = new()
        {
            Prior = new NormalPrior { StandardDeviation = 0.1 },       // NormalPrior
            Deviation = 0.0067,                                        // untransformed_scale_mean=-5
            Estimator = WeightEstimator.Reparameterisation,            // ConvReparam, DenseReparam
        };
        using BayesianNetwork bayesian = network.ToBayesian(conversion);
        IReadOnlyList<ElboValue> epochs = Svi.Train(
            bayesian, train, (outputs, labels) => nn.functional.cross_entropy(outputs, labels), examples: 24, new SviOptions { Epochs = 2 });
        using PredictiveMoments moments = new VariationalNetwork(bayesian).SoftmaxMoments(images);

        Assert.That(epochs[^1].Kl, Is.GreaterThan(0));
        Assert.That(moments.Mean.shape, Is.EqualTo(new long[] { 12, 3 }));
    }

    private static (Tensor Inputs, Tensor Labels) Batch(long seed) =>
        (Networks.Inputs(seed, 12, Networks.Features), arange(0, 12).remainder(Networks.Classes).to_type(ScalarType.Int64));
}
