namespace Uncertainty.Evaluation;

/// <summary>How good predicted numbers are that come without a spread.</summary>
public sealed record PredictionSummary
{
    internal PredictionSummary()
    {
    }

    /// <summary>Number of predictions N.</summary>
    public required long Inputs { get; init; }

    /// <summary>In the target's unit: <see cref="RegressionMetrics.RootMeanSquareError"/>.</summary>
    public required double RootMeanSquareError { get; init; }

    /// <summary>In the target's unit: <see cref="RegressionMetrics.MeanAbsoluteError"/>.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>Mean of prediction minus target (bias), in the target's unit: above 0 where predictions are too high.</summary>
    public required double MeanError { get; init; }

    /// <summary>Share of the targets' variance that is explained, at most 1: <see cref="RegressionMetrics.RSquared"/>.</summary>
    public required double RSquared { get; init; }

    /// <summary>In [-1, 1]: <see cref="RegressionMetrics.Correlation"/>; not a number where predictions or targets are all equal.</summary>
    public required double Correlation { get; init; }
}
