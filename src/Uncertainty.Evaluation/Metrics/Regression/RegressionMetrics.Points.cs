namespace Uncertainty.Evaluation;

/// <content>Predictions without a spread.</content>
public static partial class RegressionMetrics
{
    /// <summary>Root mean square error (RMSE), in the target's unit, at least 0; lower is better.</summary>
    /// <param name="predictions">[N] predictions; finite.</param>
    /// <param name="targets">[N] true values; finite.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, or the lengths differ.</exception>
    public static double RootMeanSquareError(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        Check(predictions, targets);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double error = targets[i] - predictions[i];
            sum += error * error;
        }

        return Math.Sqrt(sum / targets.Length);
    }

    /// <summary>Mean absolute error (MAE), in the target's unit, at least 0; lower is better.</summary>
    /// <inheritdoc cref="RootMeanSquareError"/>
    public static double MeanAbsoluteError(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        Check(predictions, targets);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += Math.Abs(targets[i] - predictions[i]);
        }

        return sum / targets.Length;
    }

    /// <summary>
    /// Coefficient of determination (R²): 1 - Σ (y - ŷ)² / Σ (y - ȳ)², at most 1; higher is better, 0 is as good as the targets' mean. Negative
    /// infinity, or not a number for perfect predictions, where all targets are equal.
    /// </summary>
    /// <inheritdoc cref="RootMeanSquareError"/>
    public static double RSquared(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        Check(predictions, targets);
        double mean = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            mean += (targets[i] - mean) / (i + 1);
        }

        double errors = 0;
        double squares = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            errors += (targets[i] - predictions[i]) * (targets[i] - predictions[i]);
            squares += (targets[i] - mean) * (targets[i] - mean);
        }

        return 1 - (errors / squares);
    }

    /// <summary>Median absolute error (MDAE), in the target's unit, at least 0; lower is better, and a few wild errors do not move it.</summary>
    /// <remarks>Of an even number of errors, the middle between the two in the middle.</remarks>
    /// <inheritdoc cref="RootMeanSquareError"/>
    public static double MedianAbsoluteError(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        Check(predictions, targets);
        double[] errors = new double[targets.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Math.Abs(targets[i] - predictions[i]);
        }

        return Quantiles.Of(errors, 0.5);
    }

    /// <summary>
    /// Mean absolute relative percent difference (MARPD): mean of 100 · 2 |ŷ - y| / (|ŷ| + |y|), in [0, 200] percent; lower is better. Not a number
    /// where a prediction and its target are both 0.
    /// </summary>
    /// <inheritdoc cref="RootMeanSquareError"/>
    public static double MeanAbsoluteRelativePercentDifference(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        Check(predictions, targets);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += 200 * Math.Abs(targets[i] - predictions[i]) / (Math.Abs(predictions[i]) + Math.Abs(targets[i]));
        }

        return sum / targets.Length;
    }

    /// <summary>
    /// Correlation of predictions and targets (Pearson's r), in [-1, 1]; higher is better. It does not see predictions that are shifted or
    /// stretched. Not a number where predictions or targets are all equal.
    /// </summary>
    /// <inheritdoc cref="RootMeanSquareError"/>
    public static double Correlation(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        PredictionAccumulator accumulator = new();
        accumulator.Update(predictions, targets);
        return accumulator.Compute().Correlation;
    }
}
