using System.Globalization;

namespace Uncertainty.Evaluation;

/// <summary>Names of classes and outputs that were given none.</summary>
internal static class ReportNames
{
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
