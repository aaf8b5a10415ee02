namespace Uncertainty.Evaluation;

/// <summary>One number of a report, or why there is none.</summary>
/// <param name="Name">Stable name, in camel case, as in JSON: "expectedCalibrationError".</param>
/// <param name="Title">For people: "Expected calibration error (ECE)".</param>
/// <param name="Section">What it is about: "Predictions", "Calibration".</param>
/// <param name="Value">The number, always finite; null where there is none.</param>
/// <param name="Direction">Which values are better.</param>
/// <param name="Absence">Why there is no number; null where there is one.</param>
public sealed record ReportMeasure(
    string Name, string Title, string Section, double? Value, MeasureDirection Direction, string? Absence)
{
    /// <summary>A number, or what it means that it is none or not finite.</summary>
    internal static ReportMeasure Of(
        string section, string name, string title, double? value, MeasureDirection direction, string absence = "it is not finite") =>
        value is { } number && double.IsFinite(number)
            ? new ReportMeasure(name, title, section, number, direction, null)
            : new ReportMeasure(name, title, section, null, direction, absence);
}
