namespace Uncertainty.Evaluation;

/// <summary>What the levels of a <see cref="RegressionCalibrationCurve"/> are masses of.</summary>
public enum LevelKind
{
    /// <summary>The central interval around the mean: P(|y - μ| ≤ z σ).</summary>
    Interval,

    /// <summary>All below a quantile: P(y ≤ q).</summary>
    Quantile,
}
