using TorchSharp;
using Uncertainty.Evaluation;

namespace Uncertainty.Ood;

/// <summary>
/// From which score on an input is flagged, and how rare a score is among inliers. Made of the scores of n calibration inliers, which neither
/// model nor detector was fitted on. Immutable; safe for several threads; 16 n bytes.
/// </summary>
/// <remarks>
/// Laxhammar and Falkman, "Conformal Prediction for Distribution-Independent Anomaly Detection in Streaming Vessel Data", 2010; Bates et al.,
/// "Testing for Outliers with Conformal p-values", Annals of Statistics 2023. Calibration inliers and new ones must be exchangeable.
/// </remarks>
public sealed class OodThreshold
{
    private const string Kind = "ood_threshold";
    private const int FileVersion = 1;

    private readonly double[] _scores;
    private readonly ConformalScores _conformal;

    private OodThreshold(double[] sorted, ConformalScores conformal, ThresholdRule rule, double level, double value)
    {
        _scores = sorted;
        _conformal = conformal;
        Rule = rule;
        Level = level;
        Value = value;
    }

    /// <summary>What <see cref="Level"/> promises.</summary>
    public ThresholdRule Rule { get; }

    /// <summary>The rate that was asked for, in (0, 1).</summary>
    public double Level { get; }

    /// <summary>The threshold: a score above it is flagged. Infinite where n is too small for the false-alarm rate.</summary>
    public double Value { get; }

    /// <summary>Number of calibration inliers n.</summary>
    public int Count => _scores.Length;

    /// <summary>Flags at most a share α of new inliers, whatever their distribution.</summary>
    /// <param name="scores">[n] scores of calibration inliers; finite. Their order does not matter.</param>
    /// <param name="rate">Share α of false alarms, in (0, 1). Default 0.05.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> are empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not in (0, 1).</exception>
    public static OodThreshold AtFalseAlarmRate(ReadOnlySpan<double> scores, double rate = 0.05)
    {
        ConformalScores conformal = ConformalScores.Fit(scores);
        return new OodThreshold(Sorted(scores), conformal, ThresholdRule.FalseAlarmRate, Guard.Inside(rate), conformal.Threshold(rate));
    }

    /// <summary>Accepts at least this share of the calibration inliers.</summary>
    /// <param name="scores">[n] scores of calibration inliers; finite. Their order does not matter.</param>
    /// <param name="share">Share that is accepted, in (0, 1). Default 0.95.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> are empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not in (0, 1).</exception>
    public static OodThreshold AtAcceptedShare(ReadOnlySpan<double> scores, double share = 0.95)
    {
        ConformalScores conformal = ConformalScores.Fit(scores);
        double[] sorted = Sorted(scores);

        // 0.95 is meant as a decimal number: its product with 100 is 95 and not a little more.
        int place = (int)Math.Ceiling((decimal)Guard.Inside(share) * sorted.Length);
        return new OodThreshold(sorted, conformal, ThresholdRule.AcceptedShare, share, sorted[place - 1]);
    }

    /// <summary>Whether a score is above the threshold.</summary>
    /// <param name="score">Any number, infinities too.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is not a number.</exception>
    public bool Flags(double score) => double.IsNaN(score)
        ? throw new ArgumentOutOfRangeException(nameof(score), score, "must be a number.")
        : score > Value;

    /// <summary>
    /// p-value of a score, (1 + how many calibration inliers score at least as high) / (n + 1), in [1/(n + 1), 1]: of new inliers at most a share
    /// α has one of at most α. With <see cref="ThresholdRule.FalseAlarmRate"/> an input is flagged where it is at most <see cref="Level"/>.
    /// </summary>
    /// <param name="score">Any number, infinities too.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is not a number.</exception>
    public double PValue(double score) => _conformal.PValue(score);

    /// <summary>Writes rule, level and calibration scores as a safetensors file.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        TensorFile.Save(
            path,
            Kind,
            FileVersion,
            [new("rule", Rule.ToString()), new("level", TensorFile.Exact(Level))],
            [("scores", torch.tensor(_scores))]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OodThreshold Load(string path)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        double[] scores = file.Numbers("scores");
        double level = file.Number("level");
        return file.Named<ThresholdRule>("rule") == ThresholdRule.FalseAlarmRate
            ? file.Make(() => AtFalseAlarmRate(scores, level))
            : file.Make(() => AtAcceptedShare(scores, level));
    }

    private static double[] Sorted(ReadOnlySpan<double> scores)
    {
        double[] sorted = scores.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
