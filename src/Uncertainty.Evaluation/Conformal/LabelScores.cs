namespace Uncertainty.Evaluation;

/// <summary>
/// Scores of labels, and the sets at a threshold that is known already, without a calibration. The guarantee is then the threshold's.
/// </summary>
public static class LabelScores
{
    /// <summary>[N, C] scores, row-major; higher fits worse.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major: N inputs, C classes; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="options">Which score; null for the defaults.</param>
    /// <param name="firstInput">
    /// Number of the first input, where inputs come in parts; for randomised scores. Default 0; at least 0.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Probabilities are empty, no whole number of rows, negative or not with sum 1, or the options clash.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double[] Compute(
        ReadOnlySpan<double> probabilities, int classes, ConformalClassifierOptions? options = null, int firstInput = 0)
    {
        SpanGuard.Probabilities(probabilities, classes);
        ConformalClassifierOptions chosen = Checked(options);
        return Compute(probabilities, classes, chosen, Uniforms.Prediction(chosen, firstInput));
    }

    /// <summary>[N, C] randomised scores with given u.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="options">Which score; it must be randomised.</param>
    /// <param name="uniforms">[N] u in [0, 1].</param>
    /// <inheritdoc cref="Compute(ReadOnlySpan{double}, int, ConformalClassifierOptions?, int)" path="/exception"/>
    public static double[] Compute(
        ReadOnlySpan<double> probabilities, int classes, ConformalClassifierOptions options, ReadOnlySpan<double> uniforms)
    {
        int inputs = SpanGuard.Probabilities(probabilities, classes);
        ConformalClassifierOptions chosen = Checked(Guard.NotNull(options));
        return Compute(probabilities, classes, chosen, Uniforms.Given(chosen, uniforms, inputs));
    }

    /// <summary>Prediction sets at a threshold.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="threshold">Any number; infinite for sets of all labels.</param>
    /// <param name="options">
    /// Score and rule; null for the defaults. α, the order statistic and the classes' own thresholds play no part.
    /// </param>
    /// <param name="firstInput">
    /// Number of the first input, where inputs come in parts; for randomised scores. Default 0; at least 0.
    /// </param>
    /// <inheritdoc cref="Compute(ReadOnlySpan{double}, int, ConformalClassifierOptions?, int)" path="/exception"/>
    public static PredictionSets Sets(
        ReadOnlySpan<double> probabilities, int classes, double threshold, ConformalClassifierOptions? options = null, int firstInput = 0)
    {
        SpanGuard.Probabilities(probabilities, classes);
        if (double.IsNaN(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "must be a number.");
        }

        ConformalClassifierOptions chosen = Checked(options);
        double[] thresholds = new double[classes];
        Array.Fill(thresholds, threshold);
        return Sets(probabilities, thresholds, chosen, Uniforms.Prediction(chosen, firstInput));
    }

    /// <summary>Options that fit together.</summary>
    internal static ConformalClassifierOptions Checked(ConformalClassifierOptions? options)
    {
        ConformalClassifierOptions chosen = options ?? new ConformalClassifierOptions();
        return chosen.Randomised && chosen.Score == LabelScore.LeastAmbiguous
            ? throw new ArgumentException(
                $"must not have {nameof(chosen.Randomised)} but with a score of adaptive sets; got it with {chosen.Score}.",
                nameof(options))
            : chosen;
    }

    internal static double[] Compute(ReadOnlySpan<double> probabilities, int classes, ConformalClassifierOptions options, Uniforms uniforms)
    {
        RowScorer scorer = new(classes, options);
        double[] scores = new double[probabilities.Length];
        for (int i = 0; i < probabilities.Length / classes; i++)
        {
            scorer.Score(probabilities.Slice(i * classes, classes), uniforms[i]);
            scorer.Scores.CopyTo(scores.AsSpan(i * classes));
        }

        return scores;
    }

    internal static PredictionSets Sets(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> thresholds, ConformalClassifierOptions options, Uniforms uniforms)
    {
        int classes = thresholds.Length;
        RowScorer scorer = new(classes, options);
        bool[] sets = new bool[probabilities.Length];
        for (int i = 0; i < probabilities.Length / classes; i++)
        {
            scorer.Score(probabilities.Slice(i * classes, classes), uniforms[i]);
            ReadOnlySpan<double> scores = options.Rule == SetRule.WithCrossingLabel ? scorer.Entries : scorer.Scores;
            Span<bool> set = sets.AsSpan(i * classes, classes);
            for (int label = 0; label < classes; label++)
            {
                set[label] = scores[label] <= thresholds[label];
            }

            set[scorer.First] |= options.Rule != SetRule.WithinThreshold && !set.Contains(true);
        }

        return new PredictionSets(sets, classes);
    }
}
