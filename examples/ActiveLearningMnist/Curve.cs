using System.Text.Json.Serialization;
using ActiveLearningMnist.Learning;
using Uncertainty.ActiveLearning;

namespace ActiveLearningMnist;

/// <summary>One round of one run: accuracy on the test images after a training on so many labels.</summary>
internal sealed record CurvePoint(int Round, int Labels, double Accuracy)
{
    // Rounded, as 1 - 0.95 is a little more than 0.05.
    [JsonIgnore]
    public double Error => Math.Round(1 - Accuracy, 12);
}

/// <summary>One run: how accuracy rose with the labels that a function asked for.</summary>
internal sealed record Curve(string Function, long Seed, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The rounds of a loop with at most so many labels.</summary>
    public static Curve Of(string function, long seed, IEnumerable<ActiveLearningRound> rounds, int labels) => new(
        function,
        seed,
        [
            .. rounds.Where(round => round.Labels <= labels)
                .Select(round => new CurvePoint(round.Number, round.Labels, round.Metrics[DigitLearner.Accuracy])),
        ]);

    /// <summary>The error with all labels.</summary>
    [JsonIgnore]
    public double LastError => Points[^1].Error;

    /// <summary>The fewest labels with which a round had at most this error; null where none had.</summary>
    public int? LabelsTo(double error) => Points.FirstOrDefault(point => point.Error <= error)?.Labels;
}
