namespace Uncertainty.Evaluation;

/// <summary>
/// How the mean error falls as the most uncertain inputs are taken away, beside how it would fall if those with the greatest errors were. For errors
/// of any size, a regression's say; where errors are 0 and 1, <see cref="AreaUnderCurve"/> is AURC. Immutable.
/// </summary>
/// <remarks>
/// Areas are means over k = 0 … N - 1 inputs taken away; no trapezoids. Equal uncertainties go together, in an order taken as random, so that
/// the order of the inputs does not count. Ilg et al., "Uncertainty Estimates and Multi-hypotheses Networks for Optical Flow", ECCV 2018.
/// </remarks>
public sealed class SparsificationCurve
{
    private readonly SparsificationPoint[] _points;

    private SparsificationCurve(SparsificationPoint[] points, long inputs, double area, double oracleArea)
    {
        _points = points;
        Inputs = inputs;
        AreaUnderCurve = area;
        OracleArea = oracleArea;
    }

    /// <summary>The points, one for each uncertainty that is kept apart: the first with all inputs, the last with the surest.</summary>
    public IReadOnlyList<SparsificationPoint> Points => _points;

    /// <summary>Number of inputs N.</summary>
    public long Inputs { get; }

    /// <summary>Mean error of all inputs, in the errors' unit.</summary>
    public double MeanError => _points[0].Error;

    /// <summary>Mean over k of the mean error of what remains, in the errors' unit; lower is better.</summary>
    public double AreaUnderCurve { get; }

    /// <summary>The same where the greatest errors go first: what no uncertainty can be below.</summary>
    public double OracleArea { get; }

    /// <summary>
    /// Area under the sparsification error (AUSE): <see cref="AreaUnderCurve"/> minus <see cref="OracleArea"/>, in the errors' unit, at least 0;
    /// lower is better, 0 is an uncertainty that ranks all errors.
    /// </summary>
    /// <remarks>Ilg et al. 2018.</remarks>
    public double AreaUnderSparsificationError => AreaUnderCurve - OracleArea;

    /// <summary>The same over the mean error, without a unit: models of different errors can be compared. Not a number where all errors are 0.</summary>
    /// <remarks>Ilg et al. 2018, whose curves all start at 1.</remarks>
    public double NormalisedSparsificationError => AreaUnderSparsificationError / MeanError;

    /// <summary>
    /// Area under the random gain (AURG): <see cref="MeanError"/> minus <see cref="AreaUnderCurve"/>, in the errors' unit; higher is better, 0 is
    /// chance, below it the uncertainty misleads.
    /// </summary>
    /// <remarks>Poggi et al., "On the Uncertainty of Self-supervised Monocular Depth Estimation", CVPR 2020.</remarks>
    public double AreaUnderRandomGain => MeanError - AreaUnderCurve;

    /// <summary>Orders inputs by uncertainty.</summary>
    /// <param name="uncertainties">[N] uncertainties of any finite size; higher is less sure.</param>
    /// <param name="errors">[N] errors, absolute or squared, say; finite and at least 0.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, an error is below 0, or the lengths differ.</exception>
    public static SparsificationCurve FromUncertainties(ReadOnlySpan<double> uncertainties, ReadOnlySpan<double> errors)
    {
        SparsificationAccumulator accumulator = new(ScoreSketch.All(uncertainties.Length));
        accumulator.Update(uncertainties, errors);
        return accumulator.Compute();
    }

    /// <summary>Mean error of the surest inputs, as few of them as reach a share, in the errors' unit.</summary>
    /// <param name="coverage">Share to keep, greater than 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coverage"/> is out of range.</exception>
    public double ErrorAtCoverage(double coverage)
    {
        SpanGuard.Share(coverage);
        return _points[Array.FindLastIndex(_points, point => 1 - point.Removed >= coverage)].Error;
    }

    /// <summary>Reads uncertainties, and errors by themselves, whose values are the errors; lowest first.</summary>
    internal static SparsificationCurve Read(IReadOnlyList<ScoreGroup> byUncertainty, IReadOnlyList<ScoreGroup> byError, long inputs)
    {
        SparsificationPoint[] points = new SparsificationPoint[byUncertainty.Count];
        OracleSums oracle = new(byError);
        long kept = 0;
        double errors = 0;
        double area = 0;
        for (int i = 0; i < points.Length; i++)
        {
            ScoreGroup group = byUncertainty[i];
            area += RiskCoverageAccumulator.RiskSum(kept, errors, group.Count, group.ValueSum);
            kept += group.Count;
            errors += group.ValueSum;
            points[^(i + 1)] = new SparsificationPoint(
                group.Highest, (double)(inputs - kept) / inputs, errors / kept, oracle.OfSmallest(kept) / kept);
        }

        return new SparsificationCurve(points, inputs, area / inputs, Area(byError) / inputs);
    }

    private static double Area(IReadOnlyList<ScoreGroup> groups)
    {
        long kept = 0;
        double errors = 0;
        double area = 0;
        foreach (ScoreGroup group in groups)
        {
            area += RiskCoverageAccumulator.RiskSum(kept, errors, group.Count, group.ValueSum);
            kept += group.Count;
            errors += group.ValueSum;
        }

        return area;
    }

    /// <summary>Sums of the smallest errors, of ever more of them; within a group all are taken as equal.</summary>
    private sealed class OracleSums(IReadOnlyList<ScoreGroup> groups)
    {
        private int _next;
        private long _count;
        private double _sum;

        public double OfSmallest(long count)
        {
            while (_next < groups.Count && _count + groups[_next].Count <= count)
            {
                _count += groups[_next].Count;
                _sum += groups[_next++].ValueSum;
            }

            return _count == count ? _sum : _sum + ((count - _count) * (groups[_next].ValueSum / groups[_next].Count));
        }
    }
}
