using Uncertainty.Evaluation;
using Uncertainty.Ood;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of README.md, as it stands there: all floors of the house together.</summary>
[TestFixture]
internal sealed class ReadmeSnippetTests
{
    [Test]
    public void Readme()
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        using Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor images = Networks.Inputs(1, 40, Networks.Features);
        Tensor heldOut = Networks.Inputs(2, 60, Networks.Features);
        Tensor labels = arange(0, 40).remainder(Networks.Classes).to_type(ScalarType.Int64);
        (Tensor Inputs, Tensor Labels)[] batches = [(Networks.Inputs(3, 40, Networks.Features), labels)];

        // network: trained, with dropout, from [N, …] inputs to [N, C] logits. batches: (inputs, labels) that it was trained on.
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, classes: 3, batches);

        // How uncertain is each answer, and is it the model or the data?
        using ClassificationUncertainty result = evaluation.Evaluate(images);
        Tensor answers = result.PredictedClass;                        // [N]
        Tensor model = result.Epistemic;                               // [N] nats: more training data like this would help
        Tensor data = result.Aleatoric;                                // [N] nats: nothing would
        Tensor unsure = result.NormalisedTotal;                        // [N] in [0, 1]

        // Does each input belong to what the network was trained on? heldOut: inputs like those of the training, which nothing saw.
        MahalanobisOptions options = new() { Ridge = 1e-6 };
        using MahalanobisDetector detector = MahalanobisDetector.Fit(FeatureReader.Penultimate(network), batches, options);
        using Tensor usual = detector.Score(heldOut);
        OodScreen screen = new(network, detector, OodThreshold.AtFalseAlarmRate(usual.data<double>().ToArray(), rate: 0.05));
        IReadOnlyList<ScreenedInput> screened = screen.ScreenBatch(images);         // accepted with a class, or flagged

        // Which ten should be labelled next?
        using TensorPool pool = new(images);
        using CandidateSet candidates = CandidateSet.FromPool(pool, [.. Enumerable.Range(0, pool.Count)], evaluation);
        BatchSelection next = new BatchBaldSelector().Choose(candidates, count: 10);

        Assert.That(Values.Of((model + data) / Math.Log(3)), Is.EqualTo(Values.Of(unsure)).Within(1e-6));
        Assert.That(answers.shape, Is.EqualTo(new long[] { 40 }));
        Assert.That(screened, Has.Count.EqualTo(40));
        Assert.That(next.Positions, Has.Count.EqualTo(10).And.Unique);
    }
}
