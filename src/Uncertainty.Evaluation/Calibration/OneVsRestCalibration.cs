namespace Uncertainty.Evaluation;

/// <summary>
/// Calibrates each class against the rest with a binary calibration of its own, and divides each row by its sum. Takes scores or probabilities, as
/// the binary calibration does. Immutable.
/// </summary>
/// <remarks>
/// Zadrozny, Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD 2002. A row in which every class is given 0
/// says nothing of any and becomes 1/C each. The predicted class can change. Two classes are fitted each by itself, too.
/// </remarks>
public sealed class OneVsRestCalibration : ICalibrator
{
    private const string Kind = "calibration.one_vs_rest";
    private const int FileVersion = 1;

    private readonly BinaryCalibration[] _members;

    private OneVsRestCalibration(BinaryCalibration[] members)
    {
        _members = members;
    }

    /// <inheritdoc/>
    public int Classes => _members.Length;

    /// <summary>[C] the calibration of each class.</summary>
    public IReadOnlyList<BinaryCalibration> Members => _members;

    /// <summary>Fits a calibration for each class.</summary>
    /// <param name="scores">[N, C] scores or probabilities of held-out inputs, row-major: N inputs, C classes; finite, and as the fit expects.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C); each must occur.</param>
    /// <param name="fit">Fits one class: <c>(scores, isPositive) => IsotonicCalibration.Fit(scores, isPositive)</c>, for example.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> are empty, no whole number of rows or not finite; there is not one label for each row; a class is missing; or the fit
    /// of a class refuses its scores.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2, or a label is out of range.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="fit"/> is null.</exception>
    public static OneVsRestCalibration Fit(ReadOnlySpan<double> scores, int classes, ReadOnlySpan<long> labels, BinaryFit fit)
    {
        Guard.NotNull(fit);
        int inputs = CalibrationGuard.Labelled(scores, classes, labels);
        CalibrationGuard.AllClasses(labels, classes);
        BinaryCalibration[] members = new BinaryCalibration[classes];
        bool[] isPositive = new bool[inputs];
        for (int c = 0; c < classes; c++)
        {
            for (int i = 0; i < inputs; i++)
            {
                isPositive[i] = labels[i] == c;
            }

            members[c] = fit(Column(scores, classes, c), isPositive);
        }

        return members.Select(member => member.Kind).Distinct().Count() == 1
            ? new OneVsRestCalibration(members)
            : throw new ArgumentException("must give the same kind of calibration for each class.", nameof(fit));
    }

    /// <inheritdoc/>
    public double[] Apply(ReadOnlySpan<double> predictions)
    {
        int inputs = SpanGuard.Rows(predictions, Classes);
        SpanGuard.Finite(predictions);
        double[] probabilities = new double[predictions.Length];
        for (int c = 0; c < Classes; c++)
        {
            double[] calibrated = _members[c].Apply(Column(predictions, Classes, c));
            for (int i = 0; i < inputs; i++)
            {
                probabilities[(i * Classes) + c] = calibrated[i];
            }
        }

        for (int i = 0; i < inputs; i++)
        {
            Normalise(probabilities.AsSpan(i * Classes, Classes));
        }

        return probabilities;
    }

    /// <inheritdoc/>
    public void Save(string path) => FittedFile.Save(
        path,
        Kind,
        FileVersion,
        [
            new("classes", $"{Classes}"),
            new("member", _members[0].Kind),
            .. _members.SelectMany((member, c) => member.Settings.Select(entry => KeyValuePair.Create($"{c}.{entry.Key}", entry.Value))),
        ],
        _members.SelectMany((member, c) => member.Values.Select(entry => ($"{c}.{entry.Name}", entry.Values))));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/param"/>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/exception"/>
    public static OneVsRestCalibration Load(string path)
    {
        using FittedFile file = FittedFile.Load(path, Kind, FileVersion);
        int classes = file.Make(() => Guard.AtLeast(file.Count("classes"), 2, "classes"));
        string kind = file.Text("member");
        return new OneVsRestCalibration([.. Enumerable.Range(0, classes).Select(c => BinaryCalibration.Read(kind, file.Part($"{c}")))]);
    }

    private static double[] Column(ReadOnlySpan<double> values, int classes, int c)
    {
        double[] column = new double[values.Length / classes];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = values[(i * classes) + c];
        }

        return column;
    }

    private static void Normalise(Span<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value;
        }

        foreach (ref double value in row)
        {
            value = sum > 0 ? value / sum : 1.0 / row.Length;
        }
    }
}
