using System.Globalization;

namespace UciRegression.Results;

/// <summary>A mean with its standard error: the standard deviation (divisor N, as the published figures have it) over √N.</summary>
internal readonly record struct MeanAndError(double Mean, double Error)
{
    internal static MeanAndError Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        double variance = values.Average(value => (value - mean) * (value - mean));
        return new MeanAndError(mean, Math.Sqrt(variance / values.Count));
    }

    /// <summary>How far this mean is from another, in the other's standard errors.</summary>
    internal double DeviationFrom(MeanAndError other) => (Mean - other.Mean) / other.Error;

    public override string ToString() => Text(2);

    internal string Text(int digits)
    {
        string format = "F" + digits.ToString(CultureInfo.InvariantCulture);
        return $"{Mean.ToString(format, CultureInfo.InvariantCulture)} ± {Error.ToString(format, CultureInfo.InvariantCulture)}";
    }
}
