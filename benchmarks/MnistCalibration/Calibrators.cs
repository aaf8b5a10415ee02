using Uncertainty.Evaluation;

namespace MnistCalibration;

/// <summary>The maps that the library has for classes, by name.</summary>
internal static class Calibrators
{
    internal const string None = "none";
    internal const string Temperature = "temperature";

    /// <summary>Labels drawn from the probabilities after temperature scaling, which are then the truth: what is left is chance.</summary>
    internal const string Chance = "temperature, were it right";

    internal const string PenalisedMatrix = "matrix, penalised";
    internal const string PenalisedDirichlet = "Dirichlet, penalised";

    /// <summary>Maps with C (C + 1) free weights.</summary>
    internal static IReadOnlyList<string> Unpenalised { get; } = ["matrix", "Dirichlet"];

    internal delegate ICalibrator Fitting(ReadOnlySpan<double> predictions, int classes, ReadOnlySpan<long> labels);

    /// <summary>In the order of the table.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. All(0, 0).Select(map => map.Name)];

    /// <summary>From the half to fit on; with each, whether it takes logits (or else probabilities).</summary>
    /// <param name="matrixPenalty">λ and μ of penalised matrix scaling.</param>
    /// <param name="dirichletPenalty">λ and μ of penalised Dirichlet calibration.</param>
    internal static IReadOnlyList<(string Name, bool TakesLogits, Fitting Fit)> All(double matrixPenalty, double dirichletPenalty) =>
    [
        (Temperature, true, TemperatureScaling.Fit),
        ("vector", true, VectorScaling.Fit),
        (Unpenalised[0], true, (logits, classes, labels) => MatrixScaling.Fit(logits, classes, labels)),
        (PenalisedMatrix, true, Matrix(matrixPenalty)),
        (Unpenalised[1], false, (probabilities, classes, labels) => DirichletCalibration.Fit(probabilities, classes, labels)),
        (PenalisedDirichlet, false, Dirichlet(dirichletPenalty)),
        ("Platt of logits", true, OneVsRest((scores, isPositive) => PlattScaling.Fit(scores, isPositive))),
        ("isotonic", false, OneVsRest(IsotonicCalibration.Fit)),
        ("histogram, 15 bins", false, OneVsRest((scores, isPositive) => HistogramBinning.Fit(scores, isPositive))),
        ("beta", false, OneVsRest((scores, isPositive) => BetaCalibration.Fit(scores, isPositive))),
    ];

    internal static Fitting Matrix(double penalty) => (logits, classes, labels) => MatrixScaling.Fit(logits, classes, labels, Penalty(penalty));

    internal static Fitting Dirichlet(double penalty) => (probabilities, classes, labels) => DirichletCalibration.Fit(
        probabilities, classes, labels, new DirichletCalibrationOptions { Penalty = Penalty(penalty) });

    /// <summary>The one number that tells a fit from others of its kind; null where there is none.</summary>
    internal static double? Parameter(ICalibrator calibrator) => calibrator switch
    {
        TemperatureScaling temperature => temperature.Temperature,
        MatrixScaling matrix => matrix.Penalty.OffDiagonal,
        DirichletCalibration dirichlet => dirichlet.Options.Penalty.OffDiagonal,
        _ => null,
    };

    private static OffDiagonalPenalty Penalty(double value) => new() { OffDiagonal = value, Intercept = value };

    private static Fitting OneVsRest(BinaryFit fit) => (predictions, classes, labels) => OneVsRestCalibration.Fit(predictions, classes, labels, fit);
}
