namespace Uncertainty.Evaluation;

/// <summary>How good normal predictions of a number are, by every number there is for them.</summary>
public sealed record GaussianSummary
{
    internal GaussianSummary()
    {
    }

    /// <summary>Number of predictions N.</summary>
    public required long Inputs { get; init; }

    /// <summary>In the target's unit: <see cref="RegressionMetrics.RootMeanSquareError"/>.</summary>
    public required double RootMeanSquareError { get; init; }

    /// <summary>In the target's unit: <see cref="RegressionMetrics.MeanAbsoluteError"/>.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>Share of the targets' variance that is explained, at most 1: <see cref="RegressionMetrics.RSquared"/>.</summary>
    public required double RSquared { get; init; }

    /// <summary>In nats: <see cref="RegressionMetrics.GaussianNegativeLogLikelihood"/>.</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>In the target's unit: <see cref="RegressionMetrics.GaussianCrps"/>.</summary>
    public required double Crps { get; init; }

    /// <summary>In the target's unit: <see cref="RegressionMetrics.Sharpness"/>.</summary>
    public required double Sharpness { get; init; }

    /// <summary>Mass of the central interval that the next three are about.</summary>
    public required double IntervalMass { get; init; }

    /// <summary>Share of targets within it, in [0, 1].</summary>
    public required double Coverage { get; init; }

    /// <summary>Its mean width, in the target's unit.</summary>
    public required double MeanWidth { get; init; }

    /// <summary>In the target's unit: <see cref="IntervalMetrics.IntervalScore"/>.</summary>
    public required double IntervalScore { get; init; }

    /// <summary>Levels of central intervals against what they hold.</summary>
    public required RegressionCalibrationCurve IntervalCalibration { get; init; }

    /// <summary>Levels of quantiles against what lies below.</summary>
    public required RegressionCalibrationCurve QuantileCalibration { get; init; }

    /// <summary>Predicted variances against squared errors.</summary>
    public required VarianceCalibration VarianceCalibration { get; init; }

    /// <summary>Area between the curve of central intervals and the diagonal, in [0, ½].</summary>
    public double MiscalibrationArea => IntervalCalibration.MiscalibrationArea;
}
