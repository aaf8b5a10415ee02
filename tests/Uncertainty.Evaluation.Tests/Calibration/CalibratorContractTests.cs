using System.Text;
using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

/// <summary>What every calibrator of a classifier keeps.</summary>
[TestFixture]
internal sealed class CalibratorContractTests
{
    private const int Classes = CalibrationData.Classes;

    private static readonly OffDiagonalPenalty Penalty = new() { OffDiagonal = 0.01, Intercept = 0.02 };

    /// <summary>Each is fitted on logits, or on probabilities where it takes those.</summary>
    public sealed record Entry(string Name, bool TakesLogits, Func<double[], long[], ICalibrator> Fit, Func<string, ICalibrator> Load)
    {
        public double[] Inputs(double[] logits) => TakesLogits ? logits : CalibrationData.Softmax(logits);

        public override string ToString() => Name;
    }

    public static IEnumerable<Entry> All =>
    [
        new("Temperature", true, (x, y) => TemperatureScaling.Fit(x, Classes, y), TemperatureScaling.Load),
        new("Vector", true, (x, y) => VectorScaling.Fit(x, Classes, y), VectorScaling.Load),
        new("Matrix", true, (x, y) => MatrixScaling.Fit(x, Classes, y, Penalty), MatrixScaling.Load),
        new(
            "Dirichlet",
            false,
            (x, y) => DirichletCalibration.Fit(x, Classes, y, new DirichletCalibrationOptions { Penalty = Penalty, Floor = 1e-9 }),
            DirichletCalibration.Load),
        new("Platt", false, (x, y) => Rest(x, y, (s, p) => PlattScaling.Fit(s, p)), OneVsRestCalibration.Load),
        new("Isotonic", false, (x, y) => Rest(x, y, IsotonicCalibration.Fit), OneVsRestCalibration.Load),
        new("Histogram", false, (x, y) => Rest(x, y, (s, p) => HistogramBinning.Fit(s, p)), OneVsRestCalibration.Load),
        new(
            "HistogramByCount",
            false,
            (x, y) => Rest(x, y, (s, p) => HistogramBinning.Fit(s, p, 20, Binning.EqualCount)),
            OneVsRestCalibration.Load),
        new("Beta", false, (x, y) => Rest(x, y, (s, p) => BetaCalibration.Fit(s, p, 1e-12)), OneVsRestCalibration.Load),
    ];

    private static string File => Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.safetensors");

    [TearDown]
    public void RemoveFile() => System.IO.File.Delete(File);

    /// <summary>
    /// The logits are 2.5 times too large. On as many other inputs, calibrated probabilities have an error of chance alone: about 0.01. The sigmoid of a
    /// probability cannot undo a temperature, and does half of it.
    /// </summary>
    [TestCaseSource(nameof(All))]
    public void Apply_OverconfidentClassifier_IsCalibratedOnOtherInputs(Entry entry)
    {
        (double[] fitLogits, long[] fitLabels) = CalibrationData.Classifier(11, 4000, 2.5);
        (double[] logits, long[] labels) = CalibrationData.Classifier(12, 4000, 2.5);
        ICalibrator calibrator = entry.Fit(entry.Inputs(fitLogits), fitLabels);
        double[] calibrated = calibrator.Apply(entry.Inputs(logits));
        double before = Error(CalibrationData.Softmax(logits));
        Assert.That(before, Is.GreaterThan(0.1));
        Assert.That(Error(calibrated), Is.LessThan(entry.Name is "Platt" ? before / 2 : 0.03));
        Assert.That(
            ClassificationMetrics.BrierScore(calibrated, Classes, labels),
            Is.LessThan(ClassificationMetrics.BrierScore(CalibrationData.Softmax(logits), Classes, labels)));

        double Error(double[] probabilities) => ReliabilityDiagram.FromProbabilities(probabilities, Classes, labels).ExpectedCalibrationError;
    }

    [TestCaseSource(nameof(All))]
    public void Apply_OneByOne_IsAsTogetherAndLeavesTheInputs(Entry entry)
    {
        ICalibrator calibrator = Fitted(entry, out double[] inputs);
        double[] before = [.. inputs];
        double[] together = calibrator.Apply(inputs);
        Assert.That(inputs.Chunk(Classes).SelectMany(row => calibrator.Apply(row)), Is.EqualTo(together));
        Assert.That(inputs, Is.EqualTo(before));
        Assert.That(together.Chunk(Classes).Select(row => row.Sum()), Is.All.EqualTo(1).Within(1e-12));
        Assert.That(calibrator.Classes, Is.EqualTo(Classes));
    }

    [TestCaseSource(nameof(All))]
    public void SaveLoad_IsTheSameToTheBit(Entry entry)
    {
        ICalibrator saved = Fitted(entry, out double[] inputs);
        ICalibrator loaded = saved;
        Leaks.AssertNone(() =>
        {
            saved.Save(File);
            loaded = entry.Load(File);
        });
        Assert.That(loaded, Is.Not.SameAs(saved));
        Assert.That(loaded.Apply(inputs), Is.EqualTo(saved.Apply(inputs)));
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        loaded.Save(File);
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(bytes), "options among them");
    }

    [TestCaseSource(nameof(All))]
    public void Load_CutOffForeignOrNewer_IsRefused(Entry entry)
    {
        Fitted(entry, out _).Save(File);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        AssertRefused(whole[..^1]);
        AssertRefused(Replaced(whole, "\"calibration.", "\"xalibration."));
        AssertRefused(Replaced(whole, "\"version\":\"1\"", "\"version\":\"2\""));
        AssertRefused(Replaced(whole, $"\"classes\":\"{Classes}\"", "\"classes\":\"1\""));

        void AssertRefused(byte[] bytes)
        {
            System.IO.File.WriteAllBytes(File, bytes);
            Leaks.AssertNone(() => Assert.That(() => entry.Load(File), Throws.InstanceOf<InvalidDataException>()));
        }
    }

    [TestCaseSource(nameof(All))]
    public void FitAndApply_BadInput_ThrowsAndNamesTheParameter(Entry entry)
    {
        ICalibrator calibrator = Fitted(entry, out _);
        double[] row = [0.5, 0.25, 0.125, 0.125];
        AssertArgument("none", () => entry.Fit([], []));
        AssertArgument("3 values", () => entry.Fit([0.5, 0.25, 0.25], [0]));
        AssertArgument("NaN", () => entry.Fit([double.NaN, 0.25, 0.125, 0.125], [0]));
        AssertArgument("got 2", () => entry.Fit(row, [0, 1]), "labels");
        AssertArgument("range [0, 3]", () => entry.Fit(row, [4]), "labels");
        AssertArgument("none", () => calibrator.Apply([]), "predictions");
        AssertArgument("3 values", () => calibrator.Apply([0.5, 0.25, 0.25]), "predictions");
        AssertArgument("NaN", () => calibrator.Apply([double.NaN, 0.25, 0.125, 0.125]), "predictions");
    }

    private static OneVsRestCalibration Rest(double[] scores, long[] labels, BinaryFit fit) =>
        OneVsRestCalibration.Fit(scores, Classes, labels, fit);

    private static ICalibrator Fitted(Entry entry, out double[] inputs)
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(13, 200, 2);
        inputs = entry.Inputs(logits);
        return entry.Fit(inputs, labels);
    }

    private static void AssertArgument(string got, Func<object> call, string? parameter = null)
    {
        ArgumentException error = Assert.Catch<ArgumentException>(() => call())!;
        Assert.That(error.ParamName, parameter is null ? Is.AnyOf("logits", "probabilities", "scores") : Is.EqualTo(parameter));
        Assert.That(error.Message, Does.Contain(got));
    }

    private static byte[] Replaced(byte[] bytes, string text, string by)
    {
        string latin = Encoding.Latin1.GetString(bytes);
        Assert.That(latin, Does.Contain(text));
        return Encoding.Latin1.GetBytes(latin.Replace(text, by, StringComparison.Ordinal));
    }
}
