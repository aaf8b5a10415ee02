using TorchSharp;

namespace Uncertainty.Evaluation;

/// <summary>
/// Split conformal regression: intervals around any model's predictions that hold the target with probability at least 1 - α. The guarantee
/// needs nothing of the model, only that calibration inputs and new ones are exchangeable and that the model was neither trained nor chosen
/// on them. It is marginal: over calibration sets and inputs, not for each input. Several outputs: one regressor for each. Immutable; safe
/// for several threads.
/// </summary>
/// <remarks>
/// Lei, G'Sell, Rinaldo, Tibshirani, Wasserman, "Distribution-Free Predictive Inference for Regression", JASA 2018 (residuals, normalised
/// residuals); Romano, Patterson, Candès, "Conformalized Quantile Regression", NeurIPS 2019, Theorems 1 and 2 (quantiles, symmetric and
/// asymmetric). The threshold is the ⌈(n + 1)(1 - α)⌉-th smallest of the n calibration scores, α/2 in place of α for each of two tails;
/// where there are too few of them it is infinite, and so are intervals.
/// </remarks>
public sealed class ConformalRegressor
{
    private const string Kind = "conformal_regressor";
    private const int FileVersion = 1;

    private readonly ConformalScores[] _tails;

    private ConformalRegressor(IntervalBase around, ConformalScores[] tails, ConformalRegressorOptions options)
    {
        Base = around;
        Options = options;
        _tails = tails;
        LowerThreshold = tails[0].Threshold(options.Alpha, options.Statistic, tails.Length);
        UpperThreshold = tails[^1].Threshold(options.Alpha, options.Statistic, tails.Length);
    }

    /// <summary>What intervals are made around, and so which of the methods are to be called.</summary>
    public IntervalBase Base { get; }

    /// <summary>How intervals are made.</summary>
    public ConformalRegressorOptions Options { get; }

    /// <summary>Number of calibration inputs n.</summary>
    public int CalibrationInputs => _tails[0].Count;

    /// <summary>
    /// How far intervals reach below their base, in the target's unit, or in σ. May be negative; infinite where n is too small.
    /// </summary>
    public double LowerThreshold { get; }

    /// <summary>How far intervals reach above their base; the same as below unless asymmetric.</summary>
    public double UpperThreshold { get; }

    /// <summary>
    /// False where intervals are infinite, as calibration inputs are too few: fewer than ⌈1/α⌉ - 1, with two tails ⌈2/α⌉ - 1.
    /// </summary>
    public bool IsFinite => double.IsFinite(LowerThreshold) && double.IsFinite(UpperThreshold);

    /// <summary>Calibrates intervals of one width around predictions, by absolute residuals |y - μ|.</summary>
    /// <param name="predictions">[n] predictions μ of calibration inputs; finite.</param>
    /// <param name="targets">[n] true values y; finite.</param>
    /// <param name="options">How to make intervals; null for the defaults.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, lengths differ, or a score is beyond the numbers.</exception>
    public static ConformalRegressor Fit(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ConformalRegressorOptions? options = null)
    {
        SpanGuard.NotEmpty(predictions);
        SpanGuard.Finite(predictions);
        return Fit(IntervalBase.Prediction, predictions, predictions, [], targets, options);
    }

    /// <summary>Calibrates intervals in proportion to a scale, by normalised residuals |y - μ|/σ.</summary>
    /// <param name="means">[n] predictions μ of calibration inputs; finite.</param>
    /// <param name="scales">[n] scales σ, standard deviations say; finite and greater than 0.</param>
    /// <param name="targets">[n] true values y; finite.</param>
    /// <param name="options">How to make intervals; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, a scale is not greater than 0, lengths differ, or a score is beyond the numbers.
    /// </exception>
    public static ConformalRegressor FitScaled(
        ReadOnlySpan<double> means, ReadOnlySpan<double> scales, ReadOnlySpan<double> targets, ConformalRegressorOptions? options = null)
    {
        IntervalScores.CheckScaled(means, scales);
        return Fit(IntervalBase.ScaledPrediction, means, means, scales, targets, options);
    }

    /// <summary>Calibrates predicted quantiles (CQR), by max(lower - y, y - upper).</summary>
    /// <param name="lower">[n] lower quantiles of calibration inputs, those of α/2 say; finite.</param>
    /// <param name="upper">[n] upper quantiles, those of 1 - α/2 say; finite. One below its lower one is taken as it is.</param>
    /// <param name="targets">[n] true values y; finite.</param>
    /// <param name="options">How to make intervals; null for the defaults.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, lengths differ, or a score is beyond the numbers.</exception>
    public static ConformalRegressor FitQuantiles(
        ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> targets, ConformalRegressorOptions? options = null)
    {
        IntervalScores.CheckQuantiles(lower, upper);
        return Fit(IntervalBase.Quantiles, lower, upper, [], targets, options);
    }

    /// <summary>Intervals around predictions.</summary>
    /// <param name="predictions">[N] predictions μ; finite.</param>
    /// <exception cref="ArgumentException"><paramref name="predictions"/> is empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">This was calibrated around something else.</exception>
    public PredictionIntervals Predict(ReadOnlySpan<double> predictions)
    {
        Require(IntervalBase.Prediction);
        SpanGuard.NotEmpty(predictions);
        SpanGuard.Finite(predictions);
        return Widen(predictions, predictions, []);
    }

    /// <summary>Intervals in proportion to a scale.</summary>
    /// <param name="means">[N] predictions μ; finite.</param>
    /// <param name="scales">[N] scales σ, of the kind that was calibrated with; finite and greater than 0.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, a scale is not greater than 0, or lengths differ.</exception>
    /// <exception cref="InvalidOperationException">This was calibrated around something else.</exception>
    public PredictionIntervals PredictScaled(ReadOnlySpan<double> means, ReadOnlySpan<double> scales)
    {
        Require(IntervalBase.ScaledPrediction);
        IntervalScores.CheckScaled(means, scales);
        return Widen(means, means, scales);
    }

    /// <summary>Intervals around predicted quantiles.</summary>
    /// <param name="lower">[N] lower quantiles; finite.</param>
    /// <param name="upper">[N] upper quantiles; finite.</param>
    /// <exception cref="ArgumentException">A span is empty or not finite, or lengths differ.</exception>
    /// <exception cref="InvalidOperationException">This was calibrated around something else.</exception>
    public PredictionIntervals PredictQuantiles(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        Require(IntervalBase.Quantiles);
        IntervalScores.CheckQuantiles(lower, upper);
        return Widen(lower, upper, []);
    }

    /// <summary>
    /// p-value of a target, for online use: as the targets of a stream become known, it is at most α with probability at most α while the
    /// stream is as the calibration inputs were. The interval at α holds the targets whose p-value is above α. With two tails, twice the
    /// smaller of theirs.
    /// </summary>
    /// <param name="prediction">Prediction μ; finite.</param>
    /// <param name="target">y; finite.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    /// <exception cref="InvalidOperationException">This was calibrated around something else.</exception>
    public double PValue(double prediction, double target)
    {
        Require(IntervalBase.Prediction);
        SpanGuard.Finite([prediction], nameof(prediction));
        return PValue(prediction, prediction, 1, target);
    }

    /// <summary>p-value of a target under a prediction with a scale.</summary>
    /// <param name="mean">Prediction μ; finite.</param>
    /// <param name="scale">Scale σ; finite and greater than 0.</param>
    /// <param name="target">y; finite.</param>
    /// <inheritdoc cref="PValue(double, double)"/>
    public double PValueScaled(double mean, double scale, double target)
    {
        Require(IntervalBase.ScaledPrediction);
        SpanGuard.Finite([mean], nameof(mean));
        SpanGuard.Positive([scale], nameof(scale));
        return PValue(mean, mean, scale, target);
    }

    /// <summary>p-value of a target under predicted quantiles.</summary>
    /// <param name="lower">Lower quantile; finite.</param>
    /// <param name="upper">Upper quantile; finite.</param>
    /// <param name="target">y; finite.</param>
    /// <inheritdoc cref="PValue(double, double)"/>
    public double PValueQuantiles(double lower, double upper, double target)
    {
        Require(IntervalBase.Quantiles);
        SpanGuard.Finite([lower], nameof(lower));
        SpanGuard.Finite([upper], nameof(upper));
        return PValue(lower, upper, 1, target);
    }

    /// <summary>Writes calibration scores and options as a safetensors file. What is read back gives the same intervals.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        TensorFile.Save(path, Kind, FileVersion, RegressorSettings.Of(Base, Options), ConformalFiles.Parts(_tails));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConformalRegressor Load(string path)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return file.Make(() =>
        {
            (IntervalBase around, ConformalRegressorOptions options) = RegressorSettings.Read(file);
            ConformalScores[] tails = ConformalFiles.Groups(file, options.Tails == IntervalTails.Symmetric ? 1 : 2);
            return tails[0].Count == tails[^1].Count
                ? new ConformalRegressor(around, tails, options)
                : throw file.Wrong($"its tails have {tails[0].Count} and {tails[^1].Count} scores.");
        });
    }

    private static ConformalRegressor Fit(
        IntervalBase around,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        ReadOnlySpan<double> scales,
        ReadOnlySpan<double> targets,
        ConformalRegressorOptions? options)
    {
        ConformalRegressorOptions chosen = options ?? new ConformalRegressorOptions();
        return new ConformalRegressor(around, IntervalScores.Tails(lower, upper, scales, targets, chosen.Tails), chosen);
    }

    private PredictionIntervals Widen(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> scales)
    {
        double[] from = new double[lower.Length];
        double[] to = new double[lower.Length];
        for (int i = 0; i < from.Length; i++)
        {
            double scale = scales.IsEmpty ? 1 : scales[i];
            from[i] = lower[i] - (LowerThreshold * scale);
            to[i] = upper[i] + (UpperThreshold * scale);
        }

        return new PredictionIntervals(from, to);
    }

    private double PValue(double lower, double upper, double scale, double target)
    {
        SpanGuard.Finite([target], nameof(target));
        double below = (lower - target) / scale;
        double above = (target - upper) / scale;
        return _tails.Length == 1
            ? _tails[0].PValue(Math.Max(below, above))
            : Math.Min(1, 2 * Math.Min(_tails[0].PValue(below), _tails[1].PValue(above)));
    }

    private void Require(IntervalBase called)
    {
        if (Base != called)
        {
            throw new InvalidOperationException($"This was calibrated with the base {Base}; the method is for {called}.");
        }
    }
}
