using System.Globalization;

namespace Uncertainty.Evaluation;

/// <summary>Numbers in the legends of figures.</summary>
internal static class FigureText
{
    /// <summary>A name with a number of three digits that count: areas and errors of good models are small.</summary>
    public static string Named(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} ({value:G3})");

    /// <summary>A name with a number of inputs.</summary>
    public static string Counted(string name, long count) => string.Create(CultureInfo.InvariantCulture, $"{name} ({count:N0})");
}
