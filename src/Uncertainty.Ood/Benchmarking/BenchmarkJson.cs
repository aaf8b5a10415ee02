using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uncertainty.Ood;

/// <summary>A benchmark as JSON: every run, and for readers of the file the rows and means over them.</summary>
internal static class BenchmarkJson
{
    private const string Kind = "out-of-distribution benchmark";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NewLine = "\n",
    };

    public static string Write(OodBenchmarkResult result) => JsonSerializer.Serialize(
        new Document(
            Kind,
            Version,
            result.TruePositiveRate,
            [.. result.RunRows.Select(run => run.Select(row => Cell.Of(row)).ToArray())],
            [.. result.Rows.Select(Summary.Of)],
            [.. result.Means.Select(Summary.Of)]),
        Format);

    public static OodBenchmarkResult Read(string json)
    {
        try
        {
            Document document = JsonSerializer.Deserialize<Document>(json, Format) ?? throw new JsonException("is null");
            if (document.Kind != Kind || document.Version > Version)
            {
                throw new InvalidDataException(
                    $"must be a '{Kind}' of version {Version} at most; got '{document.Kind}' of version {document.Version}.");
            }

            if (document.Runs.Any(run => run is null || run.Any(cell => cell is null)))
            {
                throw new InvalidDataException("must hold runs with rows; one of them is null.");
            }

            IReadOnlyList<RunRow>[] runs = [.. document.Runs.Select(run => run.Select(cell => cell.ToRow()).ToArray())];
            if (runs.Length == 0 || runs.Any(run => run.Count == 0 || !Names(run).SequenceEqual(Names(runs[0]))) || !IsWhole(runs[0]))
            {
                throw new InvalidDataException("must hold runs with the same detectors on the same outlier sets.");
            }

            return new OodBenchmarkResult(runs, document.TruePositiveRate);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"is no result of a benchmark: {error.Message}", error);
        }
    }

    private static IEnumerable<(string, string)> Names(IReadOnlyList<RunRow> run) => run.Select(row => (row.Detector, row.OutlierSet));

    private static bool IsWhole(IReadOnlyList<RunRow> run) => Names(run).SequenceEqual(
        from detector in run.Select(row => row.Detector).Distinct(StringComparer.Ordinal)
        from set in run.Select(row => row.OutlierSet).Distinct(StringComparer.Ordinal)
        select (detector, set));

    private sealed record Document(
        [property: JsonRequired] string Kind,
        [property: JsonRequired] int Version,
        [property: JsonRequired] double TruePositiveRate,
        [property: JsonRequired] Cell[][] Runs,
        Summary[] Rows,
        Summary[] Means);

    private sealed record Values(
        double Auroc,
        double AuprOutliers,
        double AuprInliers,
        double FalsePositiveRate,
        double DetectionError,
        double SecondsPerThousand,
        double ProcessorSecondsPerThousand)
    {
        public static Values? Of(OodBenchmarkNumbers? numbers) => numbers is null ? null : new Values(
            numbers.Auroc,
            numbers.AuprOutliers,
            numbers.AuprInliers,
            numbers.FalsePositiveRate,
            numbers.DetectionError,
            numbers.SecondsPerThousand,
            numbers.ProcessorSecondsPerThousand);

        public OodBenchmarkNumbers ToNumbers() => new()
        {
            Auroc = Auroc,
            AuprOutliers = AuprOutliers,
            AuprInliers = AuprInliers,
            FalsePositiveRate = FalsePositiveRate,
            DetectionError = DetectionError,
            SecondsPerThousand = SecondsPerThousand,
            ProcessorSecondsPerThousand = ProcessorSecondsPerThousand,
        };
    }

    private sealed record Cell(
        [property: JsonRequired] string Detector,
        [property: JsonRequired] string OutlierSet,
        long Inliers,
        long Outliers,
        double AurocTolerance,
        Values? Numbers,
        string? Error)
    {
        public static Cell Of(RunRow row) => new(
            row.Detector, row.OutlierSet, row.Inliers, row.Outliers, row.AurocTolerance, Values.Of(row.Numbers), row.Error);

        public RunRow ToRow() => (Numbers is null) == (Error is null)
            ? throw new InvalidDataException($"must hold either numbers or an error of '{Detector}' on '{OutlierSet}'.")
            : new RunRow
            {
                Detector = Detector,
                OutlierSet = OutlierSet,
                Inliers = Inliers,
                Outliers = Outliers,
                AurocTolerance = AurocTolerance,
                Numbers = Numbers?.ToNumbers(),
                Error = Error,
            };
    }

    private sealed record Summary(
        string Detector, string OutlierSet, long Inliers, long Outliers, int Runs, int Failures, Values? Numbers, Values? Spread, string? Error)
    {
        public static Summary Of(OodBenchmarkRow row) => new(
            row.Detector,
            row.OutlierSet,
            row.Inliers,
            row.Outliers,
            row.Runs,
            row.Failures,
            Values.Of(row.Numbers),
            Values.Of(row.Spread),
            row.Error);
    }
}
