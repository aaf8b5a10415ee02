namespace Uncertainty.ActiveLearning;

/// <summary>How a metric changes with the labels under one way to choose them, in several repeats.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Repeats">
/// For each repeat, at least one, the labels that a network was trained on and the metric it then had: labels at least 0 and rising, values finite. Repeats
/// may have different numbers of labels, but share at least one.
/// </param>
public sealed record LearningCurve(string Name, IReadOnlyList<IReadOnlyList<(int Labels, double Value)>> Repeats)
{
    /// <summary>The rounds of loops with different seeds.</summary>
    /// <param name="name">For the legend.</param>
    /// <param name="runs">The rounds of each loop, <see cref="ActiveLearningLoop.Rounds"/> or <see cref="ActiveLearningResult.Rounds"/>.</param>
    /// <param name="read">What is shown of a round, such as <c>round => 1 - round.Metrics["accuracy"]</c>.</param>
    public static LearningCurve OfRounds(
        string name, IReadOnlyList<IReadOnlyList<ActiveLearningRound>> runs, Func<ActiveLearningRound, double> read)
    {
        Guard.NotNull(name);
        Guard.NotNull(runs);
        Guard.NotNull(read);
        return new LearningCurve(name, [.. runs.Select(rounds => rounds.Select(round => (round.Labels, read(round))).ToArray())]);
    }
}
