namespace MnistActiveLearning;

/// <summary>What a run came to.</summary>
/// <param name="Repeat">Number of the repeat, from 0.</param>
/// <param name="Rounds">Its rounds.</param>
/// <param name="LongError">Error at the end of a network that was trained for longer; null where there is none.</param>
internal sealed record Curve(int Repeat, IReadOnlyList<Round> Rounds, double? LongError)
{
    /// <summary>Labels of the first round with an error of at most <paramref name="level"/>; null where there is none yet.</summary>
    internal int? LabelsTo(double level) => Rounds.FirstOrDefault(round => round.Error <= level)?.Labels;

    /// <summary>Error among all test images at the end; null before.</summary>
    internal double? FinalError => Rounds.Count > 0 ? Rounds[^1].WholeError : null;

    internal double Seconds => Rounds.Sum(round => round.Seconds.Training + round.Seconds.Test + round.Seconds.Choice);
}
