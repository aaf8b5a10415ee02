namespace Uncertainty.Evaluation;

/// <summary>What a <see cref="ConformalRegressor"/> widens.</summary>
public enum IntervalBase
{
    /// <summary>A prediction: residual |y - μ|. Intervals are all of one width.</summary>
    Prediction,

    /// <summary>A prediction with a scale: normalised residual |y - μ|/σ. Widths are in proportion to σ.</summary>
    ScaledPrediction,

    /// <summary>Predicted quantiles (CQR): max(lower - y, y - upper), negative inside. Intervals may shrink, too.</summary>
    Quantiles,
}
