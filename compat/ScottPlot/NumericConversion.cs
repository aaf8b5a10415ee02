using System.Globalization;

namespace ScottPlot;

internal static class NumericConversion
{
    internal static double ToDouble<T>(T value) => value switch
    {
        double number => number,
        float number => number,
        int number => number,
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };
}
