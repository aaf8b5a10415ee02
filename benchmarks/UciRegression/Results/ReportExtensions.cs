using Benchmarks;

namespace UciRegression.Results;

internal static class ReportExtensions
{
    /// <summary>A row for the mean and one for its standard error.</summary>
    internal static void Add(this BenchReport report, string @case, string metric, MeanAndError value, string unit)
    {
        report.Add(@case, metric, value.Mean, unit);
        report.Add(@case, $"{metric}, standard error", value.Error, unit);
    }
}
