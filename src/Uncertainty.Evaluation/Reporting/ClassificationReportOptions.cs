namespace Uncertainty.Evaluation;

/// <summary>How a <see cref="ClassificationReport"/> is made.</summary>
public sealed record ClassificationReportOptions : ReportOptions
{
    private readonly IReadOnlyList<string>? _classNames;
    private readonly IReadOnlyList<double> _coverages = [0.5, 0.7, 0.8, 0.9, 0.95, 1];
    private readonly ClassificationMetricOptions _metrics = new();

    /// <summary>[C] names of the classes. Default null: their numbers.</summary>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public IReadOnlyList<string>? ClassNames
    {
        get => _classNames;
        init => _classNames = Names(value, nameof(ClassNames));
    }

    /// <summary>Shares of inputs to answer at which the accuracy is told. Default 0.5, 0.7, 0.8, 0.9, 0.95, 1; each greater than 0, at most 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public IReadOnlyList<double> Coverages
    {
        get => _coverages;
        init => _coverages = Shares(value, 1, nameof(Coverages));
    }

    /// <summary>
    /// Bins and classes of the measures. Default: 15 bins of equal width, five classes at the top. How many confidences are kept apart is up to
    /// <see cref="ReportOptions.DistinctScores"/>.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ClassificationMetricOptions Metrics
    {
        get => _metrics;
        init => _metrics = Guard.NotNull(value, nameof(Metrics));
    }
}
