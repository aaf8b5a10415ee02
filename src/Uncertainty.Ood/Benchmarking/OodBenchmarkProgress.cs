namespace Uncertainty.Ood;

/// <summary>Where a benchmark stands; reported after each batch.</summary>
/// <param name="Detector">The detector that is scoring.</param>
/// <param name="DetectorNumber">Which one it is, from 1.</param>
/// <param name="Detectors">How many there are.</param>
/// <param name="OutlierSet">The outlier set that is being scored; null for the inliers.</param>
/// <param name="Inputs">Inputs of this set scored so far.</param>
/// <param name="Total">Inputs that this detector has scored so far, of all sets.</param>
public readonly record struct OodBenchmarkProgress(
    string Detector, int DetectorNumber, int Detectors, string? OutlierSet, long Inputs, long Total);
