namespace MnistCalibration;

/// <summary>What a map, fitted on one half of the test images, came to on the other.</summary>
/// <param name="Network">Which network.</param>
/// <param name="Split">Number of the split.</param>
/// <param name="Method">The map.</param>
/// <param name="Scores">Null where the fit refused the half.</param>
/// <param name="Parameter">Temperature of temperature scaling, λ of a penalised map; null for others.</param>
/// <param name="Seconds">Processor time of the fit.</param>
/// <param name="Refusal">Why there is no fit; null where there is.</param>
internal sealed record CalibrationRow(
    string Network, int Split, string Method, CalibrationScores? Scores, double? Parameter, double Seconds, string? Refusal);
