namespace Uncertainty.Evaluation;

/// <summary>
/// Matrix scaling: probabilities are the softmax of W z + b, for logits z, with the matrix and the intercepts by which their negative
/// log-likelihood is least, with penalties where they are asked for. Takes logits. Immutable.
/// </summary>
/// <remarks>
/// Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, Section 4.2; the penalties from Kull et al. 2019. It has C (C + 1) weights: for
/// many classes prefer temperature or vector scaling. The predicted class can change.
/// </remarks>
public sealed class MatrixScaling : ICalibrator
{
    private const string Kind = "calibration.matrix";
    private const int FileVersion = 1;

    private readonly AffineMap _map;

    private MatrixScaling(AffineMap map, OffDiagonalPenalty penalty)
    {
        _map = map;
        Penalty = penalty;
    }

    /// <inheritdoc/>
    public int Classes => _map.Classes;

    /// <summary>The penalties of the fit.</summary>
    public OffDiagonalPenalty Penalty { get; }

    /// <summary>[C, C] W, row c for the logit of class c. Where λ is 0 each column has sum 0, as nothing else tells such matrices apart.</summary>
    public IReadOnlyList<double> Weights => _map.Matrix;

    /// <summary>[C] b. Where μ is 0 they have sum 0.</summary>
    public IReadOnlyList<double> Intercepts => _map.Intercepts;

    /// <summary>Fits matrix and intercepts.</summary>
    /// <param name="logits">[N, C] logits of held-out inputs, row-major: N inputs, C classes; finite.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C); each must occur unless intercepts are penalised.</param>
    /// <param name="penalty">Penalties of weights and intercepts; null for none.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="logits"/> are empty, no whole number of rows or not finite; there is not one label for each row; a class is missing; or there
    /// is no finite optimum, as where the classes can be told apart without an error.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2, or a label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The optimum was not reached.</exception>
    public static MatrixScaling Fit(
        ReadOnlySpan<double> logits, int classes, ReadOnlySpan<long> labels, OffDiagonalPenalty? penalty = null)
    {
        CalibrationGuard.Labelled(logits, classes, labels);
        OffDiagonalPenalty chosen = penalty ?? new OffDiagonalPenalty();
        return new MatrixScaling(AffineMap.Fit(logits.ToArray(), classes, labels, chosen, nameof(logits)), chosen);
    }

    /// <inheritdoc/>
    public double[] Apply(ReadOnlySpan<double> predictions)
    {
        SpanGuard.Rows(predictions, Classes);
        SpanGuard.Finite(predictions);
        return _map.Apply(predictions);
    }

    /// <inheritdoc/>
    public void Save(string path) =>
        FittedFile.Save(path, Kind, FileVersion, [new("classes", $"{Classes}"), .. Penalty.Settings], _map.Values);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/param"/>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/exception"/>
    public static MatrixScaling Load(string path)
    {
        using FittedFile file = FittedFile.Load(path, Kind, FileVersion);
        return new MatrixScaling(AffineMap.Read(file), OffDiagonalPenalty.Read(file));
    }
}
