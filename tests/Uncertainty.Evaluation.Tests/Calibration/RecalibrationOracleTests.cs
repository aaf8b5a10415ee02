using TorchSharp.Tests;

namespace Uncertainty.Evaluation.Tests;

/// <summary>Fitted maps beside those of scikit-learn and scipy, which <c>tests/data/torch/recalibration.py</c> wrote.</summary>
[TestFixture]
internal sealed class RecalibrationOracleTests
{
    private const int Classes = 3;

    /// <summary>Where scikit-learn fits with its own looser tolerance, so is ours.</summary>
    private const double Loose = 1e-4;

    private static readonly Oracle Recorded = Oracle.Load("recalibration.csv");

    [Test]
    public void VectorScaling_RecordedCase_GivesTheRecordedProbabilities()
    {
        VectorScaling scaling = VectorScaling.Fit(Values("vector", "inputs"), Classes, Labels("vector"));
        AssertExpected("vector", scaling, CalibratedLoss);
    }

    [Test]
    public void MatrixScaling_RecordedCase_GivesTheRecordedProbabilities([Values("matrix", "matrix.odir", "matrix.off_diagonal")] string name)
    {
        MatrixScaling scaling = MatrixScaling.Fit(Values(name, "inputs"), Classes, Labels(name), Penalty(name));
        AssertExpected(name, scaling, (entry, fitted) => CalibratedLoss(entry, fitted) + PenaltyOf(scaling.Penalty, scaling.Weights, scaling.Intercepts));
    }

    [Test]
    public void DirichletCalibration_RecordedCase_GivesTheRecordedProbabilities(
        [Values("dirichlet", "dirichlet.odir", "dirichlet.off_diagonal")] string name)
    {
        DirichletCalibration calibration = DirichletCalibration.Fit(
            Values(name, "inputs"), Classes, Labels(name), new DirichletCalibrationOptions { Penalty = Penalty(name) });
        AssertExpected(
            name,
            calibration,
            (entry, fitted) => CalibratedLoss(entry, fitted) + PenaltyOf(calibration.Options.Penalty, calibration.Weights, calibration.Intercepts));
    }

    [Test]
    public void PlattScaling_RecordedCase_GivesTheRecordedProbabilities([Values] bool smoothTargets)
    {
        string name = smoothTargets ? "platt.smooth" : "platt.hard";
        PlattScaling scaling = PlattScaling.Fit(Values(name, "scores"), Flags(name), smoothTargets);
        AssertClose(name, scaling.Apply(Values(name, "new")), smoothTargets ? Loose : 1e-7);
    }

    [Test]
    public void BetaCalibration_RecordedCase_GivesTheRecordedProbabilities([Values("beta", "beta.bound", "beta.reversed")] string name)
    {
        BetaCalibration calibration = BetaCalibration.Fit(Values(name, "scores"), Flags(name));
        AssertClose(name, calibration.Apply(Values(name, "new")), 1e-6);
        Assert.That((calibration.A == 0, calibration.B == 0), Is.EqualTo((name == "beta.reversed", name != "beta")));
    }

    [Test]
    public void IsotonicCalibration_RecordedCase_GivesTheRecordedProbabilities()
    {
        IsotonicCalibration calibration = IsotonicCalibration.Fit(Values("isotonic", "scores"), Flags("isotonic"));
        AssertClose("isotonic", calibration.Apply(Values("isotonic", "new")), 1e-9);
    }

    [Test]
    public void OneVsRestCalibration_RecordedCase_GivesTheRecordedProbabilities([Values("sigmoid", "isotonic")] string method)
    {
        string name = $"one_vs_rest.{method}";
        BinaryFit fit = method == "isotonic" ? IsotonicCalibration.Fit : (scores, positive) => PlattScaling.Fit(scores, positive);
        OneVsRestCalibration calibration = OneVsRestCalibration.Fit(Values(name, "inputs"), Classes, Labels(name), fit);
        AssertClose(name, calibration.Apply(Values(name, "new")), method == "isotonic" ? 1e-9 : Loose);
    }

    private static double[] Values(string name, string entry) => Recorded.Values(name, entry);

    private static long[] Labels(string name) => [.. Values(name, "labels").Select(label => (long)label)];

    private static bool[] Flags(string name) => [.. Values(name, "labels").Select(label => label == 1)];

    private static OffDiagonalPenalty Penalty(string name) =>
        new() { OffDiagonal = Values(name, "off_diagonal")[0], Intercept = Values(name, "intercept")[0] };

    private static double CalibratedLoss(string name, ICalibrator fitted) =>
        ClassificationMetrics.NegativeLogLikelihood(fitted.Apply(Values(name, "inputs")), Classes, Labels(name));

    private static double PenaltyOf(OffDiagonalPenalty penalty, IReadOnlyList<double> weights, IReadOnlyList<double> intercepts)
    {
        double off = weights.Where((_, i) => i / Classes != i % Classes).Average(weight => weight * weight);
        return (penalty.OffDiagonal * off) + (penalty.Intercept * intercepts.Average(intercept => intercept * intercept));
    }

    private static void AssertExpected(string name, ICalibrator fitted, Func<string, ICalibrator, double> loss)
    {
        Assert.That(loss(name, fitted), Is.EqualTo(Values(name, "loss")[0]).Within(1e-8));
        AssertClose(name, fitted.Apply(Values(name, "new")), 1e-6);
    }

    private static void AssertClose(string name, double[] got, double tolerance) =>
        Assert.That(got, Is.EqualTo(Values(name, "expected")).Within(tolerance));
}
