using MathNet.Numerics;

namespace Uncertainty.Evaluation;

/// <summary>
/// <see cref="RiskCoverageCurve"/> of predictions that come in parts, in memory that does not grow with their number. Equal confidences, and
/// beyond the number that is kept apart neighbouring ones, enter together, in an order taken as random. Not for several threads at once.
/// </summary>
public sealed class RiskCoverageAccumulator
{
    private readonly ScoreSketch _confidences;

    /// <summary>Starts with no predictions.</summary>
    /// <param name="distinctConfidences">How many confidences are kept apart, at up to 180 bytes each. Default 32,768; at least 16.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="distinctConfidences"/> is below 16.</exception>
    public RiskCoverageAccumulator(int distinctConfidences = ScoreSketch.DefaultCapacity)
    {
        _confidences = new ScoreSketch(Guard.AtLeast(distinctConfidences, ScoreSketch.LeastCapacity));
    }

    /// <summary>Number of predictions so far.</summary>
    public long Count => _confidences.Count;

    /// <summary>Takes in more predictions: all of them, or none where one is bad.</summary>
    /// <param name="confidences">
    /// [N] confidences of any finite size; higher is surer. For an uncertainty, take its negative.
    /// </param>
    /// <param name="correct">[N] whether the prediction was right.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="confidences"/> are empty or not finite, or the lengths differ.
    /// </exception>
    public void Update(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        RiskCoverageCurve.Check(confidences, correct);
        for (int i = 0; i < confidences.Length; i++)
        {
            _confidences.Add(confidences[i], correct[i] ? 1 : 0);
        }
    }

    /// <summary>The curve of all predictions so far; more may follow.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public RiskCoverageCurve Compute() => Count > 0
        ? Read(_confidences)
        : throw new InvalidOperationException("There is no prediction yet.");

    /// <summary>The curve of confidences whose value is 1 where the prediction is right.</summary>
    internal static RiskCoverageCurve Read(ScoreSketch confidences)
    {
        IReadOnlyList<ScoreGroup> groups = confidences.Groups();
        RiskCoveragePoint[] points = new RiskCoveragePoint[groups.Count];
        long kept = 0;
        double errors = 0;
        double risks = 0;
        for (int i = 0; i < points.Length; i++)
        {
            ScoreGroup group = groups[points.Length - 1 - i];
            double more = group.Count - group.ValueSum;
            risks += RiskSum(kept, errors, group.Count, more);
            kept += group.Count;
            errors += more;
            points[i] = new RiskCoveragePoint(group.Mean, (double)kept / confidences.Count, errors / kept);
        }

        return new RiskCoverageCurve(points, risks / confidences.Count);
    }

    /// <summary>Σ_j (errors + more · j / count) / (kept + j) over j = 1 … count: the errors of a group come evenly.</summary>
    internal static double RiskSum(long kept, double errors, long count, double more) => count == 1
        ? (errors + more) / (kept + 1)
        : more + ((errors - (more * kept / count)) * (SpecialFunctions.DiGamma(kept + count + 1) - SpecialFunctions.DiGamma(kept + 1)));
}
