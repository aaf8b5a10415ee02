namespace Uncertainty.ActiveLearning;

/// <summary>One metric over the rounds.</summary>
internal static class MetricHistory
{
    public static double[] Of(IReadOnlyList<ActiveLearningRound> rounds, string metric) => [.. Guard.NotNull(rounds).Select(round =>
        round.Metrics.TryGetValue(metric, out double value)
            ? value
            : throw new InvalidOperationException(
                $"Round {round.Number} has no metric '{metric}', which a stop rule looks at; it has [{string.Join(", ", round.Metrics.Keys)}]."))];

    public static string Name(string metric) => string.IsNullOrWhiteSpace(metric)
        ? throw new ArgumentException("must be the name of a metric; got nothing.", nameof(metric))
        : metric;
}
