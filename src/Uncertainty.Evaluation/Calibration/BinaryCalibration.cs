namespace Uncertainty.Evaluation;

/// <summary>
/// A fitted map from the score of one class to its probability: <see cref="PlattScaling"/>, <see cref="IsotonicCalibration"/>,
/// <see cref="HistogramBinning"/> or <see cref="BetaCalibration"/>. For more classes there is <see cref="OneVsRestCalibration"/>. Immutable.
/// </summary>
public abstract class BinaryCalibration
{
    private const string Prefix = "calibration.";
    private const int FileVersion = 1;

    private protected BinaryCalibration()
    {
    }

    /// <summary>The name under which files know it.</summary>
    internal abstract string Kind { get; }

    internal abstract IEnumerable<KeyValuePair<string, string>> Settings { get; }

    internal abstract IEnumerable<(string Name, double[] Values)> Values { get; }

    /// <summary>Calibrates scores.</summary>
    /// <param name="scores">[N] scores of the kind that it was fitted on.</param>
    /// <returns>[N] probabilities of the class, in [0, 1]; new.</returns>
    /// <exception cref="ArgumentException"><paramref name="scores"/> are empty or out of range.</exception>
    public double[] Apply(ReadOnlySpan<double> scores)
    {
        SpanGuard.NotEmpty(scores);
        Check(scores);
        double[] probabilities = new double[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            probabilities[i] = Probability(scores[i]);
        }

        return probabilities;
    }

    /// <inheritdoc cref="ICalibrator.Save"/>
    public void Save(string path) => FittedFile.Save(path, Prefix + Kind, FileVersion, Settings, Values);

    /// <summary>Reads a member of a file by its kind.</summary>
    internal static BinaryCalibration Read(string kind, FittedFile file) => kind switch
    {
        PlattScaling.KindName => PlattScaling.Read(file),
        IsotonicCalibration.KindName => IsotonicCalibration.Read(file),
        HistogramBinning.KindName => HistogramBinning.Read(file),
        BetaCalibration.KindName => BetaCalibration.Read(file),
        _ => throw file.Wrong($"its calibration '{kind}' is not known here."),
    };

    private protected static T Load<T>(string path, string kind, Func<FittedFile, T> read)
    {
        using FittedFile file = FittedFile.Load(path, Prefix + kind, FileVersion);
        return read(file);
    }

    /// <summary>One flag for each score, and both classes among them; gives the number of positives.</summary>
    private protected static int CheckFit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        SpanGuard.NotEmpty(scores);
        SpanGuard.Length(isPositive.Length, scores.Length, "one for each score", nameof(isPositive));
        int positives = isPositive.Count(true);
        return positives > 0 && positives < scores.Length
            ? positives
            : throw new ArgumentException(
                $"must hold both classes; got {positives} positives and {scores.Length - positives} negatives.", nameof(isPositive));
    }

    private protected abstract void Check(ReadOnlySpan<double> scores);

    private protected abstract double Probability(double score);
}
