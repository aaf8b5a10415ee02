using Uncertainty.ActiveLearning;

namespace MnistActiveLearning;

/// <summary>A round that came to its end.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Labels">Images that the network was trained on.</param>
/// <param name="Error">Share of wrong classes among the test images that every round asks; null where there was no network.</param>
/// <param name="WholeError">The same among all test images; null before the end.</param>
/// <param name="Chosen">Indices of the images labelled at the end of the round, the most informative first.</param>
/// <param name="Seconds">Processor time of the training, the test and the choice.</param>
internal sealed record Round(int Number, int Labels, double? Error, double? WholeError, int[] Chosen, Seconds Seconds)
{
    /// <summary>What a round of the loop came to.</summary>
    /// <param name="round">The round.</param>
    /// <param name="choice">Processor time of the choice, in seconds; 0 where that is not known.</param>
    internal static Round Of(ActiveLearningRound round, double choice)
    {
        return new Round(
            round.Number - 1,
            round.Labels,
            Metric(RunLearner.Error),
            Metric(RunLearner.WholeError),
            [.. round.Asked],
            new Seconds(Metric(RunLearner.TrainingSeconds) ?? 0, Metric(RunLearner.TestSeconds) ?? 0, choice));

        double? Metric(string name) => round.Metrics.TryGetValue(name, out double value) ? value : null;
    }
}
