namespace Uncertainty.Evaluation;

/// <summary>How a <see cref="RegressionReport"/> is made.</summary>
public sealed record RegressionReportOptions : ReportOptions
{
    private readonly IReadOnlyList<string>? _outputNames;
    private readonly IReadOnlyList<double> _masses = [0.5, 0.8, 0.9, 0.95];
    private readonly GaussianMetricOptions _metrics = new();

    /// <summary>[D] names of the outputs. Default null: their numbers.</summary>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public IReadOnlyList<string>? OutputNames
    {
        get => _outputNames;
        init => _outputNames = Names(value, nameof(OutputNames));
    }

    /// <summary>Masses of the central intervals whose coverage is told. Default 0.5, 0.8, 0.9, 0.95; each between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public IReadOnlyList<double> Masses
    {
        get => _masses;
        init => _masses = Shares(value, Math.BitDecrement(1), nameof(Masses));
    }

    /// <summary>
    /// Levels and bins of the measures. Default: 100 levels, 10 bins of variance. How many variances are kept apart is up to
    /// <see cref="ReportOptions.DistinctScores"/>.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public GaussianMetricOptions Metrics
    {
        get => _metrics;
        init => _metrics = Guard.NotNull(value, nameof(Metrics));
    }
}
