namespace Uncertainty.Evaluation;

/// <summary>
/// Dirichlet calibration: probabilities are the softmax of W ln p + b, for probabilities p, with the matrix and the intercepts by which their
/// negative log-likelihood is least, with penalties where they are asked for. Takes probabilities. Immutable.
/// </summary>
/// <remarks>
/// Kull, Perello Nieto, Kängsepp, Silva Filho, Song, Flach, "Beyond Temperature Scaling: Obtaining Well-Calibrated Multiclass Probabilities with
/// Dirichlet Calibration", NeurIPS 2019, the linear parametrisation; it is the right map where the probabilities of each class are Dirichlet
/// distributed. It has C (C + 1) weights. The predicted class can change.
/// </remarks>
public sealed class DirichletCalibration : ICalibrator
{
    private const string Kind = "calibration.dirichlet";
    private const int FileVersion = 1;

    private readonly AffineMap _map;

    private DirichletCalibration(AffineMap map, DirichletCalibrationOptions options)
    {
        _map = map;
        Options = options;
    }

    /// <inheritdoc/>
    public int Classes => _map.Classes;

    /// <summary>How it was fitted.</summary>
    public DirichletCalibrationOptions Options { get; }

    /// <inheritdoc cref="MatrixScaling.Weights"/>
    public IReadOnlyList<double> Weights => _map.Matrix;

    /// <inheritdoc cref="MatrixScaling.Intercepts"/>
    public IReadOnlyList<double> Intercepts => _map.Intercepts;

    /// <summary>Fits matrix and intercepts.</summary>
    /// <param name="probabilities">[N, C] probabilities of held-out inputs, row-major: N inputs, C classes; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[N] true classes in [0, C); each must occur unless intercepts are penalised.</param>
    /// <param name="options">How to fit; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> are empty, no whole number of rows or no probabilities; there is not one label for each row; a class is
    /// missing; or there is no finite optimum, as where the classes can be told apart without an error.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2, or a label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The optimum was not reached.</exception>
    public static DirichletCalibration Fit(
        ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels, DirichletCalibrationOptions? options = null)
    {
        SpanGuard.Classification(probabilities, classes, labels);
        DirichletCalibrationOptions chosen = options ?? new DirichletCalibrationOptions();
        double[] logarithms = LogProbability.Of(probabilities, chosen.Floor, nameof(probabilities));
        return new DirichletCalibration(AffineMap.Fit(logarithms, classes, labels, chosen.Penalty, nameof(probabilities)), chosen);
    }

    /// <inheritdoc/>
    public double[] Apply(ReadOnlySpan<double> predictions)
    {
        SpanGuard.Probabilities(predictions, Classes);
        return _map.Apply(LogProbability.Of(predictions, Options.Floor, nameof(predictions)));
    }

    /// <inheritdoc/>
    public void Save(string path) => FittedFile.Save(
        path,
        Kind,
        FileVersion,
        [new("classes", $"{Classes}"), new("floor", TensorFile.Exact(Options.Floor)), .. Options.Penalty.Settings],
        _map.Values);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/param"/>
    /// <inheritdoc cref="TemperatureScaling.Load" path="/exception"/>
    public static DirichletCalibration Load(string path)
    {
        using FittedFile file = FittedFile.Load(path, Kind, FileVersion);
        OffDiagonalPenalty penalty = OffDiagonalPenalty.Read(file);
        return new DirichletCalibration(
            AffineMap.Read(file), file.Make(() => new DirichletCalibrationOptions { Floor = file.Number("floor"), Penalty = penalty }));
    }
}
