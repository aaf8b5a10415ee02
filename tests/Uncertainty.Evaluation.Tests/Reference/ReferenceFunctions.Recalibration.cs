using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Recalibration => new()
    {
        ["calibration.temperature_scaling"] = Temperature,
        ["calibration.temperature_scaling_limit"] = TemperatureLimit,
        ["calibration.isotonic"] = c => Members(
            ("fitted", IsotonicCalibration.Fit(c.Numbers("scores"), Ones(c)).Apply(c.Numbers("scores"))),
            ("predicted", IsotonicCalibration.Fit(c.Numbers("scores"), Ones(c)).Apply(c.Numbers("new_scores")))),
        ["calibration.isotonic_multiclass"] = c => OneVsRestCalibration
            .Fit(c.Numbers("probs"), Classes(c), c.WholeNumbers("labels"), IsotonicCalibration.Fit)
            .Apply(c.Numbers("new_probs"))
            .Chunk(Classes(c))
            .ToArray(),
        ["calibration.histogram_binning"] = c => Members(
            ("bin_values", HistogramBinning.Fit(c.Numbers("scores"), Ones(c), c.WholeNumber("n_bins")).Probabilities.ToArray()),
            ("predicted", HistogramBinning.Fit(c.Numbers("scores"), Ones(c), c.WholeNumber("n_bins")).Apply(c.Numbers("new_scores")))),
        ["calibration.calibration_curve"] = BinaryCurve,
    };

    private static bool[] Ones(ReferenceCase c) => [.. c.Numbers("labels").Select(label => label == 1)];

    private static Dictionary<string, object> Temperature(ReferenceCase c)
    {
        int classes = (int)c.Shape("logits")[1];
        TemperatureScaling scaling = TemperatureScaling.Fit(c.Numbers("logits"), classes, c.WholeNumbers("labels"));
        return Members(
            ("temperature", scaling.Temperature),
            ("nll_before", Loss(c, TemperatureScaling.FromTemperature(1, classes))),
            ("nll_after", Loss(c, scaling)));
    }

    /// <summary>An optimum at a limit is an error that says which; a temperature near it gives the limit of the loss.</summary>
    private static Dictionary<string, object> TemperatureLimit(ReferenceCase c)
    {
        int classes = (int)c.Shape("logits")[1];
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => TemperatureScaling.Fit(c.Numbers("logits"), classes, c.WholeNumbers("labels")))!;
        return Members(
            ("temperature_tends_to", error.Message.Contains("T goes to 0", StringComparison.Ordinal) ? 0.0 : double.PositiveInfinity),
            ("nll_limit", Loss(c, TemperatureScaling.FromTemperature(1e-3, classes))),
            ("nll_before", Loss(c, TemperatureScaling.FromTemperature(1, classes))));
    }

    private static double Loss(ReferenceCase c, TemperatureScaling scaling) => ClassificationMetrics.NegativeLogLikelihood(
        scaling.Apply(c.Numbers("logits")), scaling.Classes, c.WholeNumbers("labels"));

    /// <summary>
    /// Empty bins are left out there. Its quantiles, at (N - 1) k / M, lie between the scores where bins of equal counts part as long as M divides N.
    /// </summary>
    private static Dictionary<string, object> BinaryCurve(ReferenceCase c)
    {
        ReliabilityDiagram diagram = ReliabilityDiagram.FromConfidences(
            c.Numbers("scores"),
            Ones(c),
            c.WholeNumber("n_bins"),
            c.Text("strategy") == "quantile" ? Binning.EqualCount : Binning.RightClosed);
        ReliabilityBin[] filled = [.. diagram.Bins.Where(bin => bin.Count > 0)];
        return Members(
            ("fraction_of_positives", filled.Select(bin => bin.Accuracy).ToArray()),
            ("mean_score", filled.Select(bin => bin.MeanConfidence).ToArray()));
    }
}
