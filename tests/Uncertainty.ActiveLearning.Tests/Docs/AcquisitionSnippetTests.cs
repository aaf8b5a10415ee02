using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/methods/acquisition.md, as it stands there.</summary>
[TestFixture]
internal sealed class AcquisitionSnippetTests
{
    [Test]
    public void AcquisitionPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, Networks.Classes);
        Tensor images = Networks.Inputs(1, 30, Networks.Features);
        Tensor inUse = Networks.Inputs(2, 8, Networks.Features);
        int[] unlabelled = [.. Enumerable.Range(5, 25)];

        using TensorPool pool = new(images);
        using CandidateSet candidates = CandidateSet.FromPool(pool, unlabelled, evaluation);
        using Tensor scores = candidates.Score(Acquisition.Bald);                        // [N], nats
        BatchSelection batch = new TopKSelector(Acquisition.Bald).Choose(candidates, 10);

        using PredictiveSamples draws = evaluation.EvaluateDraws(images);                // [S, N, C] probabilities
        using Tensor votes = Acquisition.VoteEntropy(draws);

        using PredictiveSamples targetDraws = evaluation.EvaluateDraws(inUse);
        AcquisitionFunction epig = Acquisition.Epig(targetDraws);

        AcquisitionFunction fromLogs = Acquisition.FromLogProbabilities(Acquisition.Bald);
        AcquisitionFunction rare = samples => samples.Values.mean([0]).select(1, 2);     // p̄ of class 2: look for more of it

        using PredictiveSamples logarithms = new(draws.Values.log());
        Assert.That(batch.Scores, Is.EqualTo(Values.Of(scores).OrderDescending().Take(10)));
        Assert.That(Values.Of(fromLogs(logarithms))[5..], Is.EqualTo(Values.Of(scores)).Within(1e-6));
        Assert.That(Values.Of(votes), Has.All.InRange(0, Math.Log(3) + 1e-12));
        Assert.That(Values.Of(candidates.Score(epig)), Has.All.GreaterThan(0));
        Assert.That(Values.Of(candidates.Score(rare)), Has.All.InRange(0, 1));
    }
}
