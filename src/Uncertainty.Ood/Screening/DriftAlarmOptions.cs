namespace Uncertainty.Ood;

/// <summary>How rarely a <see cref="DriftAlarm"/> may be wrong.</summary>
public sealed record DriftAlarmOptions
{
    private readonly double _meanRunLength = 1e7;
    private readonly double _calibrationRisk = 1e-3;

    /// <summary>
    /// Mean number A of inliers until a false alarm, at least. Among n inliers there is one with probability at most n / A. Default ten
    /// million; greater than 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 1.</exception>
    public double MeanRunLength
    {
        get => _meanRunLength;
        init => _meanRunLength = value > 1 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MeanRunLength), value, "must be finite and greater than 1.");
    }

    /// <summary>
    /// Probability that the calibration inliers are so unlike the distribution they come from that <see cref="MeanRunLength"/> does not hold.
    /// Default 0.001; in (0, 1).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1).</exception>
    public double CalibrationRisk
    {
        get => _calibrationRisk;
        init => _calibrationRisk = Guard.Inside(value, nameof(CalibrationRisk));
    }
}
