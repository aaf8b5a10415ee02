using System.Globalization;

namespace Uncertainty.ActiveLearning;

/// <summary>Ends the loop when a metric has reached a value.</summary>
public sealed class TargetMetric : IStopRule
{
    private readonly string _metric;
    private readonly double _value;
    private readonly bool _higherIsBetter;

    /// <summary>Names the metric and the value.</summary>
    /// <param name="metric">Its name, as <see cref="Learner.Validate"/> gives it.</param>
    /// <param name="value">The value; finite.</param>
    /// <param name="higherIsBetter">Whether it is to be at least the value, the default, or at most.</param>
    /// <exception cref="ArgumentException">There is no name, or <paramref name="value"/> is not finite.</exception>
    public TargetMetric(string metric, double value, bool higherIsBetter = true)
    {
        _metric = MetricHistory.Name(metric);
        _value = Guard.InRange(value, double.MinValue, double.MaxValue);
        _higherIsBetter = higherIsBetter;
    }

    /// <inheritdoc/>
    public string? Reason(IReadOnlyList<ActiveLearningRound> rounds)
    {
        double last = MetricHistory.Of(rounds, _metric)[^1];
        bool reached = _higherIsBetter ? last >= _value : last <= _value;
        return reached ? string.Create(CultureInfo.InvariantCulture, $"{_metric} {last:G6} has reached its target {_value:G6}") : null;
    }
}
