namespace Uncertainty.Ood;

/// <summary>What the level of an <see cref="OodThreshold"/> promises.</summary>
public enum ThresholdRule
{
    /// <summary>
    /// Of new inliers at most this share is flagged, on average over calibration sets: conformal prediction's guarantee. The threshold is the
    /// k-th smallest calibration score, k = ⌈(n + 1)(1 - α)⌉; infinite, so that nothing is flagged, where k is above n.
    /// </summary>
    FalseAlarmRate,

    /// <summary>
    /// Of the calibration inliers at least this share is accepted: the threshold is the ⌈rate · n⌉-th smallest score. The convention of "FPR
    /// at 95 % TPR"; says nothing of new inliers, though for large n the two rules hardly differ.
    /// </summary>
    AcceptedShare,
}
