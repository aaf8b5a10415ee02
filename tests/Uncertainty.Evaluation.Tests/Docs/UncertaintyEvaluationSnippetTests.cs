using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/uncertainty-evaluation.md, as it stands there.</summary>
[TestFixture]
internal sealed class UncertaintyEvaluationSnippetTests
{
    [Test]
    public void Regression()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        (Tensor, Tensor)[] batches = [(inputs, zeros(5, 3))];

        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, batches);
        using RegressionUncertainty result = evaluation.Evaluate(inputs);
        Console.WriteLine($"{result[0].Prediction[0]:F2} ± {result[0].StandardDeviation[0]:F2}");

        Assert.That(result[0].StandardDeviation, Has.All.GreaterThan(0));
    }

    [Test]
    public void Classification()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 12, Networks.Features);
        (Tensor, Tensor)[] batches = [(inputs, arange(0, 12).remainder(Networks.Classes).to_type(ScalarType.Int64))];
        Tensor[] stream = [inputs, inputs];
        List<double> doubts = [];

        UncertaintyEvaluationOptions options = new()
        {
            Method = UncertaintyMethod.Laplace,
            Draws = 100,
            Seed = 1,
            Sampling = new LaplaceOptions { Covariance = LaplaceCovariance.Full },
        };
        using ClassificationEvaluation laplace = UncertaintyEvaluation.ForClassification(network, classes: 3, batches, options);

        UncertaintyEvaluationOptions alone = new() { Method = UncertaintyMethod.SingleNetwork };
        using ClassificationEvaluation evidential =
            UncertaintyEvaluation.ForClassification(network, new EvidentialClassificationOutput(classes: 3), options: alone);
        using ClassificationUncertainty answers = evidential.Evaluate(inputs);

        ClassificationAnswer worst = answers.MaxBy(answer => answer.Epistemic)!;
        Console.WriteLine($"class {worst.PredictedClass} at {worst.Confidence:P0}, epistemic {worst.Epistemic:F3} nats");
        using ClassificationUncertainty firstTwo = answers[0..2];

        foreach (ClassificationUncertainty each in laplace.Evaluate(stream))
        {
            using (each)
            {
                doubts.AddRange(each.Select(answer => answer.NormalisedTotal));
            }
        }

        Assert.That(worst.Epistemic, Is.EqualTo(Values.Of(answers.Epistemic).Max()));
        Assert.That(firstTwo.Count, Is.EqualTo(2));
        Assert.That(doubts, Has.Count.EqualTo(24).And.All.InRange(0, 1));
        Assert.That(laplace.Posterior.Draws, Is.EqualTo(100));

        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            UncertaintyEvaluationOptions kept = options with
            {
                ModelFiles = ModelFiles.LoadOrFitAndSave,
                EpistemicModelPath = Path.Combine(folder, "laplace.safetensors"),
                AleatoricModelPath = Path.Combine(folder, "head.safetensors"),
            };
            using ClassificationEvaluation restored = UncertaintyEvaluation.ForClassification(network, classes: 3, batches, kept);
            Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
