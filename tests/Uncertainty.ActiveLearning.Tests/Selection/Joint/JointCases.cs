using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Selection.Joint;

/// <summary>Draws of class probabilities to choose from.</summary>
internal static class JointCases
{
    /// <summary>[S, N, C] probabilities of S networks that agree about some inputs more than about others, by seed.</summary>
    public static Tensor Probabilities(int seed, int draws, int inputs, int classes, ScalarType type = ScalarType.Float64)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor common = 2 * Networks.Inputs(seed, 1, inputs, classes);
        Tensor doubt = Networks.Inputs(seed + 1_000, 1, inputs, 1).abs();
        Tensor logits = common + (doubt * 2 * Networks.Inputs(seed + 2_000, draws, inputs, classes));
        return logits.to_type(type).softmax(2).MoveToOuterDisposeScope();
    }

    public static BatchSelection Choose(Tensor probabilities, int count, BatchBaldOptions? options = null, long seed = 0)
    {
        using PredictiveSamples draws = new(probabilities);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        return new BatchBaldSelector(options).Choose(candidates, count, seed);
    }

    /// <summary>The same from a pool, whose draws come a batch at a time, as often as they are asked for.</summary>
    public static BatchSelection ChooseFromPool(
        Tensor probabilities, int count, int batch, BatchBaldOptions? options = null, long seed = 0, CancellationTokenSource? stopAfterFirst = null)
    {
        using DisposeScope scope = NewDisposeScope();
        int inputs = (int)probabilities.shape[1];
        RowPosterior posterior = new(probabilities);
        using TensorPool pool = new(arange(inputs, dtype: ScalarType.Float32).unsqueeze(1));
        using UncertaintyEvaluation evaluation =
            UncertaintyEvaluation.ForClassification(posterior, new ProbabilityOutput((int)probabilities.shape[2]));
        using CandidateSet candidates = CandidateSet.FromPool(pool, [.. Enumerable.Range(0, inputs)], evaluation, batch: batch);
        return stopAfterFirst is null
            ? new BatchBaldSelector(options).Choose(candidates, count, seed)
            : new BatchBaldSelector(options) { Constraints = [new Stop(stopAfterFirst)] }.Choose(candidates, count, seed, stopAfterFirst.Token);
    }

    /// <summary>[S, N, C] draws are given; an input says which of the N it is.</summary>
    private sealed class RowPosterior(Tensor draws) : IPosteriorPredictive
    {
        public int Draws => (int)draws.shape[0];

        public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(visit);
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = inputs.squeeze(1).to_type(ScalarType.Int64);
            for (int draw = 0; draw < Draws; draw++)
            {
                visit(draw, 0, draws[draw].index_select(0, rows));
            }
        }
    }

    /// <summary>Cancels once an input has been taken.</summary>
    private sealed class Stop(CancellationTokenSource source) : ISelectionConstraint, ISelectionCheck
    {
        public ISelectionCheck Begin(CandidateSet candidates, int count, CancellationToken cancellationToken = default) => this;

        public bool Allows(int position) => true;

        public void Take(int position) => source.Cancel();
    }
}
