namespace Uncertainty.Evaluation;

/// <summary>
/// What a classifier gains by keeping only its most confident predictions: the selective risk at each coverage k/N, and the numbers
/// that follow from it. Immutable.
/// </summary>
/// <remarks>
/// Coverage k/N keeps the k most confident predictions; of equal confidences, those that came first enter first, so with ties the
/// numbers depend on the order of the inputs. From a <see cref="RiskCoverageAccumulator"/> equal confidences enter together. Geifman and
/// El-Yaniv, "Selective Classification for Deep Neural Networks", NeurIPS 2017.
/// </remarks>
public sealed class RiskCoverageCurve
{
    private readonly RiskCoveragePoint[] _points;

    /// <param name="points">Coverage rises to 1.</param>
    /// <param name="aurc">Mean of the selective risks over all N coverages.</param>
    internal RiskCoverageCurve(RiskCoveragePoint[] points, double aurc)
    {
        _points = points;
        Aurc = aurc;
    }

    /// <summary>
    /// The points: coverage rises, confidence falls. One for each input, k = 1 … N, or for each confidence that a
    /// <see cref="RiskCoverageAccumulator"/> keeps apart.
    /// </summary>
    public IReadOnlyList<RiskCoveragePoint> Points => _points;

    /// <summary>
    /// Area under the risk-coverage curve (AURC): mean of the selective risks over all N coverages, in [0, 1]; lower is better. The
    /// normaliser is N; no trapezoids.
    /// </summary>
    /// <remarks>
    /// Geifman et al., "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019. Some show it times 1000.
    /// </remarks>
    public double Aurc { get; }

    /// <summary>
    /// Excess AURC (E-AURC): AURC minus that of the best ranking at this error rate r, r + (1 - r) ln(1 - r); lower is better, about 0
    /// is best.
    /// </summary>
    /// <remarks>
    /// Geifman et al. 2019. The subtrahend is the limit for many inputs: on few, the best ranking itself is a little off 0.
    /// </remarks>
    public double ExcessAurc
    {
        get
        {
            double risk = _points[^1].Risk;
            return Aurc - (risk < 1 ? risk + ((1 - risk) * Math.Log(1 - risk)) : 1);
        }
    }

    /// <summary>
    /// Area under the generalised risk-coverage curve (AUGRC): that of coverage · risk, the share of all inputs that are errors and kept, by
    /// trapezoids over the distinct confidences, in [0, ½]; lower is better. Ties enter together.
    /// </summary>
    /// <remarks>
    /// Traub et al., "Overcoming Common Flaws in the Evaluation of Selective Classification Systems", NeurIPS 2024.
    /// </remarks>
    public double Augrc
    {
        get
        {
            double area = 0;
            double coverage = 0;
            double kept = 0;
            for (int i = 0; i < _points.Length; i++)
            {
                if (i + 1 < _points.Length && _points[i + 1].Confidence == _points[i].Confidence)
                {
                    continue;
                }

                double errors = _points[i].Coverage * _points[i].Risk;
                area += (_points[i].Coverage - coverage) * (errors + kept) / 2;
                (coverage, kept) = (_points[i].Coverage, errors);
            }

            return area;
        }
    }

    /// <summary>Orders predictions by confidence.</summary>
    /// <param name="confidences">
    /// [N] confidences of any finite size; higher is surer. For an uncertainty, take its negative.
    /// </param>
    /// <param name="correct">[N] whether the prediction was right.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="confidences"/> are empty or not finite, or the lengths differ.
    /// </exception>
    public static RiskCoverageCurve FromConfidences(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        Check(confidences, correct);
        int[] order = SurestFirst(confidences);
        RiskCoveragePoint[] points = new RiskCoveragePoint[order.Length];
        int errors = 0;
        for (int i = 0; i < order.Length; i++)
        {
            errors += correct[order[i]] ? 0 : 1;
            points[i] = new RiskCoveragePoint(
                confidences[order[i]], (i + 1.0) / order.Length, errors / (i + 1.0));
        }

        return new RiskCoverageCurve(points, points.Sum(point => point.Risk) / points.Length);
    }

    /// <summary>
    /// Accuracy of the most confident predictions, as few of them as reach the coverage, in [0, 1]; higher is better.
    /// </summary>
    /// <param name="coverage">Share to keep, greater than 0 and at most 1: k = ⌈N · coverage⌉ predictions.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coverage"/> is out of range.</exception>
    public double SelectiveAccuracy(double coverage)
    {
        SpanGuard.Share(coverage);
        return 1 - _points[Array.FindIndex(_points, point => point.Coverage >= coverage)].Risk;
    }

    /// <summary>
    /// The largest coverage whose selective risk is at most <paramref name="risk"/>, in (0, 1]; higher is better. Not a number where
    /// no coverage has so low a risk.
    /// </summary>
    /// <param name="risk">Greatest selective risk to accept, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="risk"/> is out of range.</exception>
    public double CoverageAtRisk(double risk)
    {
        Guard.InRange(risk, 0, 1);
        int last = Array.FindLastIndex(_points, point => point.Risk <= risk);
        return last < 0 ? double.NaN : _points[last].Coverage;
    }

    internal static void Check(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        SpanGuard.NotEmpty(confidences);
        SpanGuard.Finite(confidences);
        SpanGuard.Length(correct.Length, confidences.Length, "one for each confidence", nameof(correct));
    }

    private static int[] SurestFirst(ReadOnlySpan<double> confidences)
    {
        double[] keys = new double[confidences.Length];
        int[] order = new int[confidences.Length];
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = -confidences[i];
            order[i] = i;
        }

        Array.Sort(keys, order);
        // The sort is not stable: equal confidences go back into the order in which they came.
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && keys[end] == keys[start])
            {
                end++;
            }

            Array.Sort(order, start, end - start);
        }

        return order;
    }
}
