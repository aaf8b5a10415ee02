using System.Runtime.InteropServices;

namespace Uncertainty.Evaluation;

/// <summary>Inputs whose scores are equal or, where memory asked for it, next to each other.</summary>
/// <param name="Lowest">Lowest of their scores.</param>
/// <param name="Highest">Highest of their scores.</param>
/// <param name="Mean">Mean of their scores, by which groups are ordered.</param>
/// <param name="Count">How many they are.</param>
/// <param name="ValueSum">Sum of what belongs to them: 1 for each positive, say.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScoreGroup(double Lowest, double Highest, double Mean, long Count, double ValueSum)
{
    /// <summary>Whether all scores are the same, so that nothing is lost.</summary>
    public bool IsExact => Lowest == Highest;

    public static ScoreGroup Of(double score, double value) => new(score, score, score, 1, value);

    /// <summary>The same inputs with the opposite scores, and the other ones among them.</summary>
    public ScoreGroup Turned() => new(-Highest, -Lowest, -Mean, Count, Count - ValueSum);

    /// <summary>The mean is weighed such that equal scores stay what they are.</summary>
    public static ScoreGroup operator +(ScoreGroup lower, ScoreGroup higher) => new(
        Math.Min(lower.Lowest, higher.Lowest),
        Math.Max(lower.Highest, higher.Highest),
        lower.Mean + ((higher.Mean - lower.Mean) * ((double)higher.Count / (lower.Count + higher.Count))),
        lower.Count + higher.Count,
        lower.ValueSum + higher.ValueSum);
}
