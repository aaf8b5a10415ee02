namespace Uncertainty.Evaluation;

/// <summary>How good predicted central intervals are.</summary>
public sealed record IntervalSummary
{
    internal IntervalSummary()
    {
    }

    /// <summary>Number of intervals N.</summary>
    public required long Inputs { get; init; }

    /// <summary>Mass p that the intervals should cover.</summary>
    public required double Mass { get; init; }

    /// <summary>Share of targets within their interval, in [0, 1]: <see cref="IntervalMetrics.Coverage"/>.</summary>
    public required double Coverage { get; init; }

    /// <summary>Share of targets below their interval, in [0, 1]; (1 - p)/2 is right.</summary>
    public required double ShareBelow { get; init; }

    /// <summary>Share of targets above their interval, in [0, 1]; (1 - p)/2 is right.</summary>
    public required double ShareAbove { get; init; }

    /// <summary>In the target's unit: <see cref="IntervalMetrics.MeanWidth"/>.</summary>
    public required double MeanWidth { get; init; }

    /// <summary>In the target's unit: <see cref="IntervalMetrics.IntervalScore"/>.</summary>
    public required double IntervalScore { get; init; }

    /// <summary>Coverage minus mass, in (-1, 1): below 0 the intervals are too narrow.</summary>
    public double CoverageError => Coverage - Mass;
}
