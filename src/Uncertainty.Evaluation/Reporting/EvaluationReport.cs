using System.Reflection;
using System.Text;

namespace Uncertainty.Evaluation;

/// <summary>
/// One model on one data set: every measure there is, as properties, as JSON and as a page of Markdown. Immutable; holds no tensors.
/// </summary>
public abstract class EvaluationReport
{
    /// <summary>Version of the JSON's form: it rises where a name goes or changes its meaning, not where one is added.</summary>
    public const int FormatVersion = 1;

    private protected EvaluationReport(ReportOptions options, long inputs, long predictions, int? draws)
    {
        Model = options.Model;
        Data = options.Data;
        Date = options.Date;
        Inputs = inputs;
        Predictions = predictions;
        Draws = draws;
    }

    /// <summary>Name of the model.</summary>
    public string Model { get; }

    /// <summary>Name of the data set.</summary>
    public string Data { get; }

    /// <summary>The date the caller gave, if any.</summary>
    public DateOnly? Date { get; }

    /// <summary>Number of inputs N.</summary>
    public long Inputs { get; }

    /// <summary>
    /// Number of predictions: for each input one class or D numbers and, where they are maps, as many for each position.
    /// </summary>
    public long Predictions { get; }

    /// <summary>Number of posterior draws S behind each prediction; null where predictions were given without saying so.</summary>
    public int? Draws { get; }

    /// <summary>Version of this library.</summary>
    public string LibraryVersion { get; } =
        typeof(EvaluationReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>
    /// All measures, section by section, those without a value among them. Of a regression with several outputs those of all together:
    /// <see cref="RegressionReport.MeasuresOf"/> has those of one.
    /// </summary>
    public IReadOnlyList<ReportMeasure> Measures => field ??= MakeMeasures();

    /// <summary>A measure by its name.</summary>
    /// <param name="name">Such as "expectedCalibrationError".</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public ReportMeasure Measure(string name) =>
        Measures.FirstOrDefault(measure => measure.Name == Guard.NotNull(name))
        ?? throw new ArgumentException($"must be a measure's name; there is no '{name}'.", nameof(name));

    /// <summary>
    /// The whole report as JSON, indented. A number that is absent is null, and <c>absent</c> says of each why, by its path; nothing is ever
    /// written as not-a-number or infinity. Numbers are written such that they are read back as they were.
    /// </summary>
    public string ToJson() => ReportJson.Write(this, WriteContent);

    /// <summary>Writes <see cref="ToJson"/> into a file: whole or not at all, over one that is there.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteJson(string path) => Write(path, ToJson());

    /// <summary>A page in Markdown, whose tables are aligned such that it can be read as plain text too.</summary>
    public abstract string ToMarkdown();

    /// <summary>Writes <see cref="ToMarkdown"/> into a file: whole or not at all, over one that is there.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteMarkdown(string path) => Write(path, ToMarkdown());

    /// <summary>
    /// Several reports beside each other, a column each: a table in Markdown of the measures they have in common. The best value of a row is bold;
    /// one that differs from the best by chance alone may be as good.
    /// </summary>
    /// <param name="reports">At least two, all of classifications or all of regressions, of as many predictions: of the same data.</param>
    /// <exception cref="ArgumentException">There are fewer, or they are of different kinds or numbers of predictions.</exception>
    public static string Compare(params IReadOnlyList<EvaluationReport> reports)
    {
        Guard.NotNull(reports);
        if (reports.Count < 2)
        {
            throw new ArgumentException($"must be at least 2 reports; got {reports.Count}.", nameof(reports));
        }

        foreach (EvaluationReport report in reports)
        {
            if (report.GetType() != reports[0].GetType() || report.Predictions != reports[0].Predictions)
            {
                throw new ArgumentException(
                    $"must be of the same data: {reports[0].Kind} of {reports[0].Predictions} predictions; "
                    + $"one is {report.Kind} of {report.Predictions}.",
                    nameof(reports));
            }
        }

        return ReportComparison.Write(reports);
    }

    /// <summary>"classification" or "regression".</summary>
    internal abstract string Kind { get; }

    private protected abstract IReadOnlyList<ReportMeasure> MakeMeasures();

    private protected abstract void WriteContent(ReportJson json);

    private static void Write(string path, string text)
    {
        Guard.NotNull(path);
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }
}
