using System.Globalization;

namespace MnistCalibration;

/// <summary>Numbers as text, the same everywhere.</summary>
internal static class Number
{
    internal static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
