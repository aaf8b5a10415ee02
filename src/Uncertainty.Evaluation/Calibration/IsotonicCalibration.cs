namespace Uncertainty.Evaluation;

/// <summary>
/// Isotonic calibration: the rising function of the score that is closest to the labels by squares. Between fitted scores it is interpolated
/// linearly, outside of them it stays at its end values. Needs more inputs than a map with parameters, some 1000. Immutable.
/// </summary>
/// <remarks>
/// Zadrozny, Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD 2002, by pooling adjacent violators (Ayer
/// et al. 1955). Equal scores have one value: they are taken together first, with their number as weight.
/// </remarks>
public sealed class IsotonicCalibration : BinaryCalibration
{
    internal const string KindName = "isotonic";

    private readonly double[] _scores;
    private readonly double[] _probabilities;

    private IsotonicCalibration(double[] scores, double[] probabilities)
    {
        _scores = scores;
        _probabilities = probabilities;
    }

    /// <summary>Scores between which the function is a line, rising: the first and the last score of each level.</summary>
    public IReadOnlyList<double> KnotScores => _scores;

    /// <summary>The probabilities at these scores.</summary>
    public IReadOnlyList<double> KnotProbabilities => _probabilities;

    internal override string Kind => KindName;

    internal override IEnumerable<KeyValuePair<string, string>> Settings => [];

    internal override IEnumerable<(string Name, double[] Values)> Values => [("scores", _scores), ("probabilities", _probabilities)];

    /// <summary>Fits the function.</summary>
    /// <param name="scores">[N] scores, or probabilities, of the positive class on held-out inputs; finite.</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> are empty or not finite; the lengths differ; or a class is missing.
    /// </exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        CheckFit(scores, isPositive);
        SpanGuard.Finite(scores);
        double[] sorted = scores.ToArray();
        bool[] labels = isPositive.ToArray();
        Array.Sort(sorted, labels);
        List<double> knots = [];
        List<double> probabilities = [];
        foreach (Level level in Pooled(sorted, labels))
        {
            knots.Add(level.First);
            probabilities.Add(level.Share);
            if (level.Last > level.First)
            {
                knots.Add(level.Last);
                probabilities.Add(level.Share);
            }
        }

        return new IsotonicCalibration([.. knots], [.. probabilities]);
    }

    /// <inheritdoc cref="PlattScaling.Load"/>
    public static IsotonicCalibration Load(string path) => Load(path, KindName, Read);

    internal static IsotonicCalibration Read(FittedFile file)
    {
        double[] scores = file.Rising(file.Values("scores"), "scores");
        double[] probabilities = file.Values("probabilities", scores.Length);
        bool fall = probabilities.Zip(probabilities.Skip(1)).Any(pair => pair.First > pair.Second);
        return scores.Length > 0 && !fall && probabilities[0] >= 0 && probabilities[^1] <= 1
            ? new IsotonicCalibration(scores, probabilities)
            : throw file.Wrong("its probabilities must be at least one, never fall, and be in [0, 1].");
    }

    private protected override void Check(ReadOnlySpan<double> scores) => SpanGuard.Finite(scores);

    private protected override double Probability(double score)
    {
        int place = Array.BinarySearch(_scores, score);
        if (place >= 0)
        {
            return _probabilities[place];
        }

        int next = ~place;
        if (next == 0 || next == _scores.Length)
        {
            return _probabilities[next == 0 ? 0 : ^1];
        }

        double share = (score - _scores[next - 1]) / (_scores[next] - _scores[next - 1]);
        return _probabilities[next - 1] + (share * (_probabilities[next] - _probabilities[next - 1]));
    }

    /// <summary>Levels with rising shares of positives. Counts are whole, so that shares are compared without rounding.</summary>
    private static Stack<Level> Merge(Stack<Level> levels)
    {
        while (levels.Count > 1)
        {
            Level upper = levels.Pop();
            Level lower = levels.Peek();
            if ((Int128)lower.Positives * upper.Count < (Int128)upper.Positives * lower.Count)
            {
                levels.Push(upper);
                break;
            }

            levels.Pop();
            levels.Push(new Level(lower.First, upper.Last, lower.Positives + upper.Positives, lower.Count + upper.Count));
        }

        return levels;
    }

    private static IEnumerable<Level> Pooled(double[] sorted, bool[] labels)
    {
        Stack<Level> levels = new();
        for (int i = 0; i < sorted.Length;)
        {
            int first = i;
            long positives = 0;
            for (; i < sorted.Length && sorted[i] == sorted[first]; i++)
            {
                positives += labels[i] ? 1 : 0;
            }

            levels.Push(new Level(sorted[first], sorted[first], positives, i - first));
            Merge(levels);
        }

        return levels.Reverse();
    }

    private readonly record struct Level(double First, double Last, long Positives, long Count)
    {
        public double Share => (double)Positives / Count;
    }
}
