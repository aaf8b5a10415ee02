using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// One classifier on one data set: how often it is right, how good its probabilities are, how well its uncertainties find its errors, class by
/// class, and the inputs it is least sure of. Of maps every position counts as a prediction of its own. Immutable; holds no tensors.
/// </summary>
public sealed class ClassificationReport : EvaluationReport
{
    private const double Deviations = 1.959963984540054;

    internal ClassificationReport(ClassificationReportOptions options, ClassificationSummary summary, long inputs, int? draws)
        : base(options, inputs, summary.Inputs, draws)
    {
        Summary = summary;
    }

    /// <summary>Accuracy, likelihood, Brier score and its parts, calibration, reliability bins.</summary>
    public ClassificationSummary Summary { get; }

    /// <summary>Mean of the largest probability, in [0, 1].</summary>
    public required double MeanConfidence { get; init; }

    /// <summary>[C] the classes.</summary>
    public required IReadOnlyList<ClassRow> Classes { get; init; }

    /// <summary>Which class is taken for which.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>Mean uncertainties: total and, where they were told apart, aleatoric and epistemic.</summary>
    public required IReadOnlyList<UncertaintyMeans> Uncertainties { get; init; }

    /// <summary>How well uncertainty finds errors: by total and, where they were told apart, aleatoric and epistemic uncertainty.</summary>
    public required IReadOnlyList<ErrorFinding> ErrorFindings { get; init; }

    /// <summary>The predictions of highest total uncertainty, the highest first; of equal ones those that came first.</summary>
    public required IReadOnlyList<UncertainClass> MostUncertain { get; init; }

    /// <summary>The predictions of highest epistemic uncertainty; null where it was not told apart.</summary>
    public required IReadOnlyList<UncertainClass>? MostEpistemic { get; init; }

    /// <summary>The shares of inputs to answer that the report tells the accuracy at.</summary>
    public required IReadOnlyList<double> Coverages { get; init; }

    /// <summary>
    /// Interval of 95 % for the accuracy by Wilson's score; null for maps, whose positions are not independent of each other.
    /// </summary>
    /// <remarks>Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical Association, 1927.</remarks>
    public (double Lower, double Upper)? AccuracyInterval
    {
        get
        {
            double share = Summary.Accuracy;
            double more = Deviations * Deviations / Predictions;
            double middle = (share + (more / 2)) / (1 + more);
            double half = Math.Sqrt((share * (1 - share) * more) + (more * more / 4)) / (1 + more);
            return Inputs == Predictions ? (Math.Max(0, middle - half), Math.Min(1, middle + half)) : null;
        }
    }

    internal override string Kind => "classification";

    /// <summary>Evaluates labelled batches, one after the other, in memory that does not grow with their number.</summary>
    /// <param name="evaluation">The model. Stays the caller's.</param>
    /// <param name="batches">
    /// [N, …] inputs and [N] labels, whole numbers in [0, C), enumerated once; for maps [N, …] labels of every position. The tensors stay the
    /// caller's.
    /// </param>
    /// <param name="options">Names, lists and bins; null for the defaults.</param>
    /// <param name="progress">Told the number of inputs done, after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch and between forward passes.</param>
    /// <exception cref="ArgumentException">There is no batch, or one's labels do not fit the predictions or are out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ClassificationReport Evaluate(
        ClassificationEvaluation evaluation,
        IEnumerable<(Tensor Inputs, Tensor Labels)> batches,
        ClassificationReportOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(evaluation);
        Guard.NotNull(batches);
        ClassificationReportAccumulator? accumulator = null;
        ReportBatches.Each(
            batches,
            (batch, inputs, labels) =>
            {
                using ClassificationUncertainty result = evaluation.Evaluate(inputs, cancellationToken);
                ReportBatches.Shape(batch, labels, result.Total.shape);
                int classes = (int)result.Prediction.shape[1];
                accumulator ??= new ClassificationReportAccumulator(classes, options, evaluation.Posterior.Draws);
                accumulator.Update(
                    ReportBatches.Rows(result.Prediction),
                    InRange(batch, ReportBatches.Labels(batch, labels), classes),
                    PlainNumbers.Of(result.Total),
                    PlainNumbers.Of(result.Aleatoric),
                    checked((int)(labels.numel() / labels.shape[0])));
                return accumulator.Inputs;
            },
            progress,
            cancellationToken);
        return accumulator!.Compute();
    }

    /// <summary>
    /// Reads the predictions of any model, all at once; in parts: <see cref="ClassificationReportAccumulator"/>. The total uncertainty is the
    /// entropy of the probabilities.
    /// </summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C).</param>
    /// <param name="options">Names, lists and bins; null for the defaults.</param>
    /// <param name="aleatoric">
    /// [N] the aleatoric part of the entropy, in nats; the rest is epistemic. Empty, the default, where the two were not told apart.
    /// </param>
    /// <param name="draws">Number of posterior draws behind each prediction; null where it is not known.</param>
    /// <inheritdoc cref="ClassificationReportAccumulator.Update(ReadOnlySpan{double}, ReadOnlySpan{long}, ReadOnlySpan{double})" path="/exception"/>
    public static ClassificationReport FromPredictions(
        ReadOnlySpan<double> probabilities,
        int classes,
        ReadOnlySpan<long> labels,
        ClassificationReportOptions? options = null,
        ReadOnlySpan<double> aleatoric = default,
        int? draws = null)
    {
        ClassificationReportOptions chosen = options ?? new ClassificationReportOptions();
        ClassificationReportAccumulator accumulator = new(
            classes, chosen with { DistinctScores = chosen.DistinctScores ?? ScoreSketch.All(labels.Length) }, draws);
        accumulator.Update(probabilities, labels, aleatoric);
        return accumulator.Compute();
    }

    /// <inheritdoc/>
    public override string ToMarkdown() => ClassificationPage.Write(this);

    private protected override IReadOnlyList<ReportMeasure> MakeMeasures() => ClassificationMeasures.Of(this);

    private protected override void WriteContent(ReportJson json) => ClassificationJson.Write(json, this);

    private static long[] InRange(int batch, long[] labels, int classes)
    {
        int bad = Array.FindIndex(labels, label => label < 0 || label >= classes);
        return bad < 0
            ? labels
            : throw ReportBatches.Refused($"must have labels in range [0, {classes - 1}]; batch {batch} holds {labels[bad]}.");
    }
}
