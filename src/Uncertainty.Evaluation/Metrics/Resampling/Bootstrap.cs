namespace Uncertainty.Evaluation;

/// <summary>
/// Confidence intervals of any metric, by drawing as many inputs anew, with replacement, many times over. Inputs must be independent of each other.
/// Same seed, same interval.
/// </summary>
/// <remarks>
/// Efron, "Better Bootstrap Confidence Intervals", Journal of the American Statistical Association, 1987. The acceleration comes from a jackknife
/// that leaves out one of at most 200 groups of inputs at a time.
/// </remarks>
public static class Bootstrap
{
    /// <summary>The interval of a classifier's metric.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major: N inputs, C classes.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="metric">Such as <see cref="ClassificationMetrics.Accuracy"/>.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="progress">Told the number of replicates done, after each.</param>
    /// <param name="cancellationToken">Looked at before each replicate.</param>
    /// <exception cref="ArgumentException">What <paramref name="metric"/> throws for the inputs as they are.</exception>
    /// <exception cref="InvalidOperationException">The metric is not a finite number for the inputs, or for a replicate.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static BootstrapInterval Interval(
        ReadOnlySpan<double> probabilities,
        int classes,
        ReadOnlySpan<long> labels,
        ClassificationMetric metric,
        BootstrapOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        SpanGuard.Classification(probabilities, classes, labels);
        Guard.NotNull(metric);
        double[] allProbabilities = [.. probabilities];
        long[] allLabels = [.. labels];
        Resampling resampling = new(options ?? new BootstrapOptions(), progress, cancellationToken);
        return resampling.Interval([labels.Length], chosen =>
        {
            double[] rows = new double[chosen.Length * classes];
            for (int i = 0; i < chosen.Length; i++)
            {
                allProbabilities.AsSpan(chosen[i] * classes, classes).CopyTo(rows.AsSpan(i * classes));
            }

            return metric(rows, classes, Resampling.Take(allLabels, chosen));
        });
    }

    /// <summary>
    /// The interval of a ranking's metric. Positives and negatives are drawn by themselves, so that their numbers stay as they are.
    /// </summary>
    /// <param name="scores">[N] scores of any finite size; higher means positive.</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <param name="metric">Such as <see cref="RankingMetrics.Auroc"/>.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="progress">Told the number of replicates done, after each.</param>
    /// <param name="cancellationToken">Looked at before each replicate.</param>
    /// <exception cref="ArgumentException">What <paramref name="metric"/> throws for the inputs as they are.</exception>
    /// <exception cref="InvalidOperationException">The metric is not a finite number for the inputs, or for a replicate.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static BootstrapInterval Interval(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<bool> isPositive,
        RankingMetric metric,
        BootstrapOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RankedScores.Check(scores, isPositive);
        Guard.NotNull(metric);
        (double[] positives, double[] negatives) = RankedScores.Split(scores, isPositive);
        double[] all = [.. positives, .. negatives];
        Resampling resampling = new(options ?? new BootstrapOptions(), progress, cancellationToken);
        return resampling.Interval([positives.Length, negatives.Length], chosen =>
            metric(Resampling.Take(all, chosen), [.. chosen.Select(input => input < positives.Length)]));
    }

    /// <summary>The interval of a metric of predicted numbers.</summary>
    /// <param name="predictions">[N] predictions; finite.</param>
    /// <param name="targets">[N] true values; finite.</param>
    /// <param name="metric">Such as <see cref="RegressionMetrics.RootMeanSquareError"/>.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="progress">Told the number of replicates done, after each.</param>
    /// <param name="cancellationToken">Looked at before each replicate.</param>
    /// <exception cref="ArgumentException">What <paramref name="metric"/> throws for the inputs as they are.</exception>
    /// <exception cref="InvalidOperationException">The metric is not a finite number for the inputs, or for a replicate.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static BootstrapInterval Interval(
        ReadOnlySpan<double> predictions,
        ReadOnlySpan<double> targets,
        PredictionMetric metric,
        BootstrapOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RegressionMetrics.Check(predictions, targets);
        Guard.NotNull(metric);
        double[] allPredictions = [.. predictions];
        double[] allTargets = [.. targets];
        Resampling resampling = new(options ?? new BootstrapOptions(), progress, cancellationToken);
        return resampling.Interval(
            [targets.Length], chosen => metric(Resampling.Take(allPredictions, chosen), Resampling.Take(allTargets, chosen)));
    }

    /// <summary>The interval of a metric of normal predictions.</summary>
    /// <param name="means">[N] means μ; finite.</param>
    /// <param name="standardDeviations">[N] standard deviations σ; finite and greater than 0.</param>
    /// <param name="targets">[N] true values y; finite.</param>
    /// <param name="metric">Such as <see cref="RegressionMetrics.GaussianCrps"/>.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="progress">Told the number of replicates done, after each.</param>
    /// <param name="cancellationToken">Looked at before each replicate.</param>
    /// <exception cref="ArgumentException">What <paramref name="metric"/> throws for the inputs as they are.</exception>
    /// <exception cref="InvalidOperationException">The metric is not a finite number for the inputs, or for a replicate.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static BootstrapInterval Interval(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> standardDeviations,
        ReadOnlySpan<double> targets,
        GaussianMetric metric,
        BootstrapOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RegressionMetrics.Check(means, standardDeviations, targets);
        Guard.NotNull(metric);
        double[] allMeans = [.. means];
        double[] allDeviations = [.. standardDeviations];
        double[] allTargets = [.. targets];
        Resampling resampling = new(options ?? new BootstrapOptions(), progress, cancellationToken);
        return resampling.Interval([targets.Length], chosen => metric(
            Resampling.Take(allMeans, chosen), Resampling.Take(allDeviations, chosen), Resampling.Take(allTargets, chosen)));
    }

    /// <summary>The interval of anything else that can be computed of some of the inputs: of intervals, draws, curves.</summary>
    /// <param name="inputs">Number of inputs N; at least 1.</param>
    /// <param name="metric">From N numbers of inputs in [0, N), with repetitions, to the metric of those inputs. The list is used again.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <param name="progress">Told the number of replicates done, after each.</param>
    /// <param name="cancellationToken">Looked at before each replicate.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputs"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The metric is not a finite number for the inputs, or for a replicate.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static BootstrapInterval Interval(
        int inputs,
        Func<IReadOnlyList<int>, double> metric,
        BootstrapOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.AtLeast(inputs, 1);
        Guard.NotNull(metric);
        return new Resampling(options ?? new BootstrapOptions(), progress, cancellationToken).Interval([inputs], metric);
    }
}
