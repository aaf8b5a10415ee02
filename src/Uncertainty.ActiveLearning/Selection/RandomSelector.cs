using Uncertainty.Bnn;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Candidates drawn at random without replacement: what every other selector must beat. Needs no model. Scores of the choice are the random
/// numbers in [0, 1) that it goes by.
/// </summary>
public sealed class RandomSelector : BatchSelector
{
    private protected override void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken) =>
        choice.TakeHighest([.. Enumerable.Range(0, candidates.Count).Select(position => Seeds.Uniform(seed, position))]);
}
