using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What a loop does with a trained network: measure it, and let it choose.</summary>
internal sealed class LoopRound(ActiveLearningSetup setup, ActiveLearningOptions options, LoopNetwork network, LoopState state)
{
    /// <summary>Measures the current network.</summary>
    public RoundEntry Measure(int number, CancellationToken cancellationToken)
    {
        if (setup.Learner.Validate is null && options.StabilityInputs == 0)
        {
            return new RoundEntry(number, state.Labelled.Count, new Dictionary<string, double>(), null, null);
        }

        UncertaintyEvaluation evaluation = network.Evaluation(cancellationToken);
        IReadOnlyDictionary<string, double> metrics = Metrics(evaluation);
        int[]? predictions = options.StabilityInputs == 0 ? null : Predictions(evaluation, cancellationToken);
        double? agreement = predictions is not null && state.Predictions is IReadOnlyList<int> before && before.Count == predictions.Length
            ? CohenKappa.Of(before, predictions)
            : null;
        return new RoundEntry(number, state.Labelled.Count, metrics, agreement, predictions);
    }

    /// <summary>Lets the selector choose.</summary>
    public QueryEntry Choose(int count, CancellationToken cancellationToken)
    {
        int round = state.Rounds.Count;
        RoundSeeds seeds = new(options.Seed, round);
        int[] unasked = state.Unasked();
        int[] candidates = RoundSeeds.Draw(unasked, options.Candidates ?? unasked.Length, seeds.Candidates);
        using CandidateSet set = CandidateSet.FromPool(
            setup.Pool, candidates, network.Evaluation(cancellationToken), setup.Learner.Features?.Invoke(network.Current!), state.Labelled, options.InputsAtOnce);
        int wanted = Math.Min(count, candidates.Length);
        BatchSelection chosen = setup.Selector.Choose(set, wanted, seeds.Choice, cancellationToken);
        if (chosen.Positions.Distinct().Count(position => position >= 0 && position < candidates.Length) != wanted
            || chosen.Positions.Count != wanted || chosen.Scores.Count != wanted)
        {
            throw new InvalidOperationException(
                $"The selector must choose {wanted} different of {candidates.Length} candidates, with a score each; got [{string.Join(", ", chosen.Positions)}] "
                + $"with {chosen.Scores.Count} scores.");
        }

        return new QueryEntry(round, [.. chosen.Positions.Select(position => candidates[position])], chosen.Scores);
    }

    private IReadOnlyDictionary<string, double> Metrics(UncertaintyEvaluation evaluation)
    {
        if (setup.Learner.Validate is null)
        {
            return new Dictionary<string, double>();
        }

        using DisposeScope scope = torch.NewDisposeScope();
        IReadOnlyDictionary<string, double> metrics =
            setup.Learner.Validate(evaluation) ?? throw new InvalidOperationException("The learner's validation gave nothing.");
        foreach ((string name, double value) in metrics)
        {
            if (!double.IsFinite(value))
            {
                throw new InvalidOperationException($"The learner's validation must give finite values; '{name}' is {value}.");
            }
        }

        return metrics;
    }

    /// <summary>Predicted classes of the inputs that rounds are compared on, asked for or not.</summary>
    private int[] Predictions(UncertaintyEvaluation evaluation, CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, setup.Pool.Count)];
        List<int> classes = [];
        foreach (int[] part in RoundSeeds.Draw(all, options.StabilityInputs, RoundSeeds.Stability(options.Seed)).Chunk(options.InputsAtOnce))
        {
            using Tensor inputs = setup.Pool.Inputs(part);
            using UncertaintyResult result = evaluation.Evaluate(inputs, cancellationToken);
            ClassificationUncertainty uncertainty = result as ClassificationUncertainty ?? throw new InvalidOperationException(
                $"Predictions can be compared of classifiers alone: leave {nameof(ActiveLearningOptions.StabilityInputs)} at 0.");
            classes.AddRange(PlainNumbers.Of(uncertainty.PredictedClass).Select(value => (int)value));
        }

        return [.. classes];
    }
}
