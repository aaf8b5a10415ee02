using System.Globalization;

namespace Uncertainty.ActiveLearning;

/// <summary>Ends the loop when a metric has not become better than its best for some rounds.</summary>
public sealed class NoImprovement : IStopRule
{
    private readonly string _metric;
    private readonly int _rounds;
    private readonly double _least;
    private readonly bool _higherIsBetter;

    /// <summary>Names the metric and how patient the rule is.</summary>
    /// <param name="metric">Its name, as <see cref="Learner.Validate"/> gives it.</param>
    /// <param name="rounds">Rounds without improvement after which the loop ends; at least 1.</param>
    /// <param name="least">By how much a round must be better than the best before it. Default 0, which any improvement is more than; at least 0.</param>
    /// <param name="higherIsBetter">Whether higher is better, the default.</param>
    /// <exception cref="ArgumentException">There is no name, or a number is out of range.</exception>
    public NoImprovement(string metric, int rounds, double least = 0, bool higherIsBetter = true)
    {
        _metric = MetricHistory.Name(metric);
        _rounds = Guard.AtLeast(rounds, 1);
        _least = Guard.InRange(least, 0, double.MaxValue);
        _higherIsBetter = higherIsBetter;
    }

    /// <inheritdoc/>
    public string? Reason(IReadOnlyList<ActiveLearningRound> rounds)
    {
        double[] values = MetricHistory.Of(rounds, _metric);
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            double gain = _higherIsBetter ? values[i] - values[best] : values[best] - values[i];
            if (gain > _least)
            {
                best = i;
            }
        }

        return values.Length - 1 - best >= _rounds
            ? string.Create(CultureInfo.InvariantCulture, $"{_metric} has not become better than {values[best]:G6} for {_rounds} rounds")
            : null;
    }
}
