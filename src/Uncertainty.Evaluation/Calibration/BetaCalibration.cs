namespace Uncertainty.Evaluation;

/// <summary>
/// Beta calibration: the log odds of the positive class are a ln p - b ln(1 - p) + c, for probabilities p, with a, b ≥ 0 and c by which the negative
/// log-likelihood is least. With a = b = 1, c = 0 it changes nothing, which Platt scaling of probabilities cannot do. Immutable.
/// </summary>
/// <remarks>
/// Kull, Silva Filho, Flach, "Beta Calibration: a Well-founded and Easily Implemented Improvement on Logistic Calibration for Binary Classifiers",
/// AISTATS 2017, the form with three parameters. Where a or b would fall below 0, it is 0 and the others are the best beside it.
/// </remarks>
public sealed class BetaCalibration : BinaryCalibration
{
    internal const string KindName = "beta";

    private readonly double[] _weights;

    private BetaCalibration(double[] weights, double floor)
    {
        _weights = weights;
        Floor = floor;
    }

    /// <summary>a, at least 0: the weight of ln p.</summary>
    public double A => _weights[0];

    /// <summary>b, at least 0: the weight of -ln(1 - p).</summary>
    public double B => _weights[1];

    /// <summary>c: the intercept.</summary>
    public double C => _weights[2];

    /// <summary>What probabilities below count as; those above 1 less this count as 1 less this.</summary>
    public double Floor { get; }

    internal override string Kind => KindName;

    internal override IEnumerable<KeyValuePair<string, string>> Settings => [new("floor", TensorFile.Exact(Floor))];

    internal override IEnumerable<(string Name, double[] Values)> Values => [("weights", _weights)];

    /// <summary>Fits the three parameters.</summary>
    /// <param name="scores">[N] probabilities of the positive class on held-out inputs, in [0, 1].</param>
    /// <param name="isPositive">[N] whether the input is of the positive class; both classes must occur.</param>
    /// <param name="floor">
    /// What probabilities below count as, in fitting and after, and those above 1 - floor as 1 - floor, since 0 has no logarithm. Default 2⁻⁵², as in the authors'
    /// code; 0 for an error where a probability is 0 or 1; below 0.5.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> are empty or out of [0, 1]; the lengths differ; a class is missing; or there is no finite optimum, as the scores tell
    /// the classes apart.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floor"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">The optimum was not reached.</exception>
    public static BetaCalibration Fit(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, double floor = DirichletCalibrationOptions.DefaultFloor)
    {
        LogProbability.Checked(floor, nameof(floor));
        CheckFit(scores, isPositive);
        SpanGuard.Unit(scores);
        CheckLogarithms(scores, floor);
        double[] kept = [.. scores.ToArray().Select(score => Math.Clamp(score, floor, 1 - floor))];
        double[] logarithms = [.. kept.Select(score => Math.Log(score))];
        double[] others = [.. kept.Select(score => Math.Log(1 - score))];
        double[] targets = [.. isPositive.ToArray().Select(positive => positive ? 1.0 : 0)];
        return new BetaCalibration(Best(targets, logarithms, others), floor);
    }

    /// <inheritdoc cref="PlattScaling.Load"/>
    public static BetaCalibration Load(string path) => Load(path, KindName, Read);

    internal static BetaCalibration Read(FittedFile file)
    {
        double[] weights = file.Values("weights", 3);
        double floor = file.Make(() => LogProbability.Checked(file.Number("floor"), "floor"));
        return weights[0] >= 0 && weights[1] >= 0
            ? new BetaCalibration(weights, floor)
            : throw file.Wrong("its first two weights must be at least 0.");
    }

    private protected override void Check(ReadOnlySpan<double> scores)
    {
        SpanGuard.Unit(scores);
        CheckLogarithms(scores, Floor);
    }

    private protected override double Probability(double score)
    {
        double within = Math.Clamp(score, Floor, 1 - Floor);
        return Softmax.Sigmoid((A * Math.Log(within)) - (B * Math.Log(1 - within)) + C);
    }

    private static void CheckLogarithms(ReadOnlySpan<double> scores, double floor)
    {
        for (int i = 0; floor == 0 && i < scores.Length; i++)
        {
            if (scores[i] is 0 or 1)
            {
                throw SpanGuard.Element("greater than 0 and less than 1, or a floor be set", scores[i], i, nameof(scores));
            }
        }
    }

    /// <summary>As the loss is convex, its least value beside a bound that is broken lies on that bound.</summary>
    private static double[] Best(double[] targets, double[] logarithms, double[] others)
    {
        double[] free = Fitted(true, true);
        if (free[0] >= 0 && free[1] >= 0)
        {
            return free;
        }

        double[][] candidates = [Fitted(true, false), Fitted(false, true), Fitted(false, false)];
        return candidates.Where(weights => weights[0] >= 0 && weights[1] >= 0).MinBy(Loss)!;

        double[] Fitted(bool a, bool b)
        {
            double[] weights = BinaryLogit.Fit(
                targets,
                3,
                (n, features) => (features[0], features[1], features[2]) = (a ? logarithms[n] : 0, b ? -others[n] : 0, 1),
                "scores",
                "Take isotonic calibration, or more inputs.");
            return [a ? weights[0] : 0, b ? weights[1] : 0, weights[2]];
        }

        double Loss(double[] weights) => BinaryLogit.Loss(
            targets, 3, (n, features) => (features[0], features[1], features[2]) = (logarithms[n], -others[n], 1), weights);
    }
}
