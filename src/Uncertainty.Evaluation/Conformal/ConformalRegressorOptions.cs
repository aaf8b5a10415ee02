namespace Uncertainty.Evaluation;

/// <summary>How <see cref="ConformalRegressor"/> makes intervals.</summary>
public sealed record ConformalRegressorOptions
{
    private readonly double _alpha = 0.1;
    private readonly IntervalTails _tails = IntervalTails.Symmetric;
    private readonly OrderStatistic _statistic = OrderStatistic.Exact;

    /// <summary>α, how often an interval may miss the target: coverage is at least 1 - α. Default 0.1; between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Alpha
    {
        get => _alpha;
        init
        {
            Guard.Inside(value, nameof(Alpha));
            _alpha = value;
        }
    }

    /// <summary>How intervals are widened. Default <see cref="IntervalTails.Symmetric"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no named way.</exception>
    public IntervalTails Tails
    {
        get => _tails;
        init => _tails = Guard.Named(value, nameof(Tails));
    }

    /// <summary>Which order statistic is the threshold. Default <see cref="OrderStatistic.Exact"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no named statistic.</exception>
    public OrderStatistic Statistic
    {
        get => _statistic;
        init => _statistic = Guard.Named(value, nameof(Statistic));
    }
}
