using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/methods/batch-selection.md, as it stands there.</summary>
[TestFixture]
internal sealed class BatchSelectionSnippetTests
{
    [Test]
    public void BatchSelectionPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using Module<Tensor, Tensor> network = Networks.Mlp();
        McDropout dropout = new(network);
        using UncertaintyEvaluation evaluation = UncertaintyEvaluation.ForClassification(dropout, Networks.Classes);
        using TensorPool pool = new(Networks.Inputs(1, 60, Networks.Features));
        int[] unlabelled = [.. Enumerable.Range(10, 50)];
        AcquisitionFunction score = draws => draws.Variance().sum(1);

        using CandidateSet candidates = CandidateSet.FromPool(pool, unlabelled, evaluation);   // draws come a batch at a time

        BatchSelection joint = new BatchBaldSelector().Choose(candidates, count: 10);
        int first = unlabelled[joint.Positions[0]];                     // a number in the pool
        double information = joint.Scores[^1];                          // nats that all ten labels say about the draws, together

        StochasticSelector power = new(score, StochasticRule.Power, coldness: 1);
        BatchSelection random = power.Choose(candidates, count: 10, seed: 7);

        Assert.That(first, Is.InRange(10, 59));
        Assert.That(information, Is.InRange(joint.Scores[0], Math.Log(dropout.Draws)));
        Assert.That(random.Positions, Is.Unique);
    }
}
