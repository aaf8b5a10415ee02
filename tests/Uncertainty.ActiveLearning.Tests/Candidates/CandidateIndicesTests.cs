using TorchSharp;
using Uncertainty.ActiveLearning.Tests.Selection;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Candidates;

[TestFixture]
internal sealed class CandidateIndicesTests
{
    [Test]
    public void Indices_OfAPool_AreTheNumbersAskedFor()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(network, 3);
        using Tensor inputs = Networks.Inputs(1, 9, Networks.Features);
        using TensorPool pool = new(inputs);
        int[] numbers = [7, 2, 5];
        using CandidateSet candidates = CandidateSet.FromPool(pool, numbers, evaluation);
        numbers[0] = 0;
        Assert.That(candidates.Indices, Is.EqualTo(new[] { 7, 2, 5 }));
    }

    [Test]
    public void Indices_NoPool_AreThePositions()
    {
        using PredictiveSamples draws = Points.Draws(0.5, 0.25, 0.1);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        Assert.That(candidates.Indices, Is.EqualTo(new[] { 0, 1, 2 }));
    }
}
