using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// One regression on one data set: how far off it is, how good its predictions are as normal distributions, whether its intervals hold what they
/// should, output by output, and the inputs it is least sure of. Of maps every position counts as a prediction of its own. Immutable; holds no
/// tensors.
/// </summary>
/// <remarks>
/// What is said of all outputs together takes each as a prediction of its own: it is of use where they have one unit and one scale.
/// </remarks>
public sealed class RegressionReport : EvaluationReport
{
    internal RegressionReport(RegressionReportOptions options, long inputs, long predictions, int? draws)
        : base(options, inputs, predictions, draws)
    {
    }

    /// <summary>All outputs together.</summary>
    public required RegressionPart All { get; init; }

    /// <summary>[D] the outputs, each by itself.</summary>
    public required IReadOnlyList<RegressionPart> Outputs { get; init; }

    /// <summary>The predictions of highest total variance, the highest first; of equal ones those that came first.</summary>
    public required IReadOnlyList<UncertainValue> MostUncertain { get; init; }

    /// <summary>The predictions of highest epistemic variance; null where it was not told apart.</summary>
    public required IReadOnlyList<UncertainValue>? MostEpistemic { get; init; }

    /// <summary>The predictions whose target is the most standard deviations off, the farthest first: those that were wrongly sure.</summary>
    public required IReadOnlyList<UncertainValue> WorstCalibrated { get; init; }

    internal override string Kind => "regression";

    /// <summary>The measures of one output, or of all together.</summary>
    /// <param name="part">One of <see cref="Outputs"/>, or <see cref="All"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="part"/> is null.</exception>
    public static IReadOnlyList<ReportMeasure> MeasuresOf(RegressionPart part) => RegressionMeasures.Of(Guard.NotNull(part));

    /// <summary>Evaluates batches with targets, one after the other, in memory that does not grow with their number.</summary>
    /// <param name="evaluation">The model. Stays the caller's.</param>
    /// <param name="batches">
    /// [N, …] inputs and [N, D] targets, enumerated once; for maps [N, D, …] targets of every position. The tensors stay the caller's.
    /// </param>
    /// <param name="options">Names, lists and levels; null for the defaults.</param>
    /// <param name="progress">Told the number of inputs done, after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch and between forward passes.</param>
    /// <exception cref="ArgumentException">There is no batch, or one's targets do not fit the predictions or are not finite.</exception>
    /// <exception cref="InvalidOperationException">A predicted variance is 0: the model knows neither noise nor doubt.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RegressionReport Evaluate(
        RegressionEvaluation evaluation,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        RegressionReportOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(evaluation);
        Guard.NotNull(batches);
        RegressionReportAccumulator? accumulator = null;
        ReportBatches.Each(
            batches,
            (batch, inputs, targets) =>
            {
                using RegressionUncertainty result = evaluation.Evaluate(inputs, cancellationToken);
                ReportBatches.Shape(batch, targets, result.Prediction.shape);
                int outputs = (int)result.Prediction.shape[1];
                accumulator ??= new RegressionReportAccumulator(outputs, options, evaluation.Posterior.Draws);
                accumulator.Update(
                    ReportBatches.Rows(result.Prediction),
                    Positive(batch, ReportBatches.Rows(result.Total)),
                    Finite(batch, ReportBatches.Rows(targets)),
                    ReportBatches.Rows(result.Epistemic),
                    checked((int)(targets.numel() / (targets.shape[0] * outputs))));
                return accumulator.Inputs;
            },
            progress,
            cancellationToken);
        return accumulator!.Compute();
    }

    /// <summary>Reads the predictions of any model, all at once; in parts: <see cref="RegressionReportAccumulator"/>.</summary>
    /// <param name="means">[N, D] means μ, row-major; finite.</param>
    /// <param name="variances">[N, D] total variances σ², not standard deviations; finite and greater than 0.</param>
    /// <param name="targets">[N, D] true values y; finite.</param>
    /// <param name="outputs">Number of outputs D. Default 1; at least 1.</param>
    /// <param name="options">Names, lists and levels; null for the defaults.</param>
    /// <param name="epistemic">
    /// [N, D] the epistemic part of the variances, each at least 0 and at most the variance. Empty, the default, where it was not told apart.
    /// </param>
    /// <param name="draws">Number of posterior draws behind each prediction; null where it is not known.</param>
    /// <inheritdoc cref="RegressionReportAccumulator.Update(ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double})" path="/exception"/>
    public static RegressionReport FromPredictions(
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> variances,
        ReadOnlySpan<double> targets,
        int outputs = 1,
        RegressionReportOptions? options = null,
        ReadOnlySpan<double> epistemic = default,
        int? draws = null)
    {
        RegressionReportOptions chosen = options ?? new RegressionReportOptions();
        RegressionReportAccumulator accumulator = new(
            outputs, chosen with { DistinctScores = chosen.DistinctScores ?? ScoreSketch.All(targets.Length) }, draws);
        accumulator.Update(means, variances, targets, epistemic);
        return accumulator.Compute();
    }

    /// <inheritdoc/>
    public override string ToMarkdown() => RegressionPage.Write(this);

    private protected override IReadOnlyList<ReportMeasure> MakeMeasures() => RegressionMeasures.Of(All);

    private protected override void WriteContent(ReportJson json) => RegressionJson.Write(json, this);

    private static double[] Finite(int batch, double[] targets) => Array.TrueForAll(targets, double.IsFinite)
        ? targets
        : throw ReportBatches.Refused($"must have finite targets; batch {batch} holds infinities or not-a-numbers.");

    private static double[] Positive(int batch, double[] variances) => Array.TrueForAll(variances, variance => variance > 0)
        ? variances
        : throw new InvalidOperationException(
            $"The predicted variances must be greater than 0; the lowest of batch {batch} is {SpanGuard.Text(variances.Min())}.");
}
