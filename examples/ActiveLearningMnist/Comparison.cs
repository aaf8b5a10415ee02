using Uncertainty.ActiveLearning;

namespace ActiveLearningMnist;

/// <summary>The runs of one function with all seeds, beside those of the baseline with the same seeds.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Curves">Its runs, one for a seed; all with the same labels, round by round.</param>
/// <param name="Baseline">The runs of the baseline, in the order of the same seeds; null where it is not compared.</param>
internal sealed record Comparison(string Function, IReadOnlyList<Curve> Curves, IReadOnlyList<Curve>? Baseline)
{
    /// <summary>Puts runs together by function, in the order of the names.</summary>
    public static IReadOnlyList<Comparison> Of(IReadOnlyList<string> functions, IReadOnlyList<Curve> curves)
    {
        return [.. functions.Select(name => new Comparison(
            name, Runs(name), name != Functions.Baseline && functions.Contains(Functions.Baseline) ? Runs(Functions.Baseline) : null))];

        Curve[] Runs(string name) => [.. curves.Where(curve => curve.Function == name).OrderBy(curve => curve.Seed)];
    }

    /// <summary>The errors of all runs, to be drawn.</summary>
    public LearningCurve LearningCurve => new(
        Function, [.. Curves.Select(curve => curve.Points.Select(point => (point.Labels, point.Error)).ToArray())]);

    /// <summary>The error with all labels.</summary>
    public Spread LastError => Spread.Of([.. Curves.Select(curve => curve.LastError)]);

    /// <summary>The difference of that to the baseline's, seed by seed; null without a baseline.</summary>
    public Spread? LastErrorDifference => Baseline is null
        ? null
        : Spread.Of([.. Curves.Zip(Baseline, (curve, other) => curve.LastError - other.LastError)]);

    /// <summary>In how many runs an error was reached.</summary>
    public int Reached(double error) => Curves.Count(curve => curve.LabelsTo(error) is not null);

    /// <summary>Labels to an error; null where a run did not reach it.</summary>
    public Spread? LabelsTo(double error) => Reached(error) < Curves.Count
        ? null
        : Spread.Of([.. Curves.Select(curve => (double)curve.LabelsTo(error)!.Value)]);

    /// <summary>The difference of that to the baseline's, seed by seed; null where a run of either did not reach it, or without a baseline.</summary>
    public Spread? LabelsToDifference(double error) =>
        Baseline is null || LabelsTo(error) is null || Baseline.Any(curve => curve.LabelsTo(error) is null)
            ? null
            : Spread.Of([.. Curves.Zip(Baseline, (curve, other) => (double)(curve.LabelsTo(error)!.Value - other.LabelsTo(error)!.Value))]);
}
