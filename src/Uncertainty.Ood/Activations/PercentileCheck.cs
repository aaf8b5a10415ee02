namespace Uncertainty.Ood;

/// <summary>Percentiles as options.</summary>
internal static class PercentileCheck
{
    /// <summary>In (0, 100); not-a-number counts as out of range.</summary>
    public static double Inside(double value, string name) => value > 0 && value < 100
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "must be in range (0, 100).");
}
