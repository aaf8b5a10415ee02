using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Conformal => new()
    {
        ["conformal.quantile"] = c => ConformalScores.Fit(c.Numbers("scores")).Threshold(c.Number("alpha")),
        ["conformal.lac"] = c => ThresholdAndSets(c, new ConformalClassifierOptions { Alpha = c.Number("alpha") }),
        ["conformal.aps"] = c => ThresholdAndSets(
            c, new ConformalClassifierOptions { Alpha = c.Number("alpha"), Score = LabelScore.AdaptiveSets }),
        ["conformal.raps"] = c => ThresholdAndSets(c, Regularised(c) with { Alpha = c.Number("alpha") }),
        ["conformal.aps_scores"] = c => LabelScores.Compute(
            c.Numbers("probs"), Classes(c), new ConformalClassifierOptions { Score = LabelScore.AdaptiveSets }).Chunk(Classes(c)).ToArray(),
        ["conformal.aps_include_last"] = c => WithCrossingLabel(c, new ConformalClassifierOptions { Score = LabelScore.AdaptiveSets }),
        ["conformal.raps_include_last"] = c => WithCrossingLabel(c, Regularised(c)),
        ["conformal.aps_randomised_calibration"] = RandomisedCalibration,
        ["conformal.p_values"] = c => Fit(c, new ConformalClassifierOptions()).PValues(c.Numbers("probs")).Chunk(Classes(c)).ToArray(),
        ["conformal.set_metrics"] = c => Members(
            ("coverage", PredictionSetMetrics.Coverage(c.Flags("sets"), (int)c.Shape("sets")[1], c.WholeNumbers("labels"))),
            ("mean_size", PredictionSetMetrics.MeanSize(c.Flags("sets"), (int)c.Shape("sets")[1]))),
        ["conformal.absolute_residual"] = AbsoluteResidual,
        ["conformal.cqr"] = c => ThresholdAndBounds(Quantiles(c, IntervalTails.Symmetric), QuantileIntervals(c, IntervalTails.Symmetric)),
        ["conformal.cqr_asymmetric"] = c => Members(
            ("lower", QuantileIntervals(c, IntervalTails.Asymmetric).Lower.ToArray()),
            ("upper", QuantileIntervals(c, IntervalTails.Asymmetric).Upper.ToArray())),
    };

    private static ConformalClassifierOptions Regularised(ReferenceCase c) => new()
    {
        Score = LabelScore.RegularisedAdaptiveSets,
        Penalty = c.Number("penalty"),
        FreeRanks = c.WholeNumber("kreg"),
    };

    private static ConformalClassifier Fit(ReferenceCase c, ConformalClassifierOptions options) =>
        ConformalClassifier.Fit(c.Numbers("calibration_probs"), Classes(c), c.WholeNumbers("calibration_labels"), options);

    private static Dictionary<string, object> ThresholdAndSets(ReferenceCase c, ConformalClassifierOptions options)
    {
        ConformalClassifier fitted = Fit(c, options);
        return Members(("threshold", fitted.Thresholds[0]), ("sets", Rows(fitted.Predict(c.Numbers("probs")))));
    }

    /// <summary>There equal probabilities come by falling class.</summary>
    private static bool[][] WithCrossingLabel(ReferenceCase c, ConformalClassifierOptions options) => Rows(LabelScores.Sets(
        c.Numbers("probs"),
        Classes(c),
        c.Number("threshold"),
        options with { Rule = SetRule.WithCrossingLabel, Ties = TieOrder.HighestFirst }));

    private static Dictionary<string, object> RandomisedCalibration(ReferenceCase c)
    {
        ConformalClassifierOptions options = new()
        {
            Alpha = c.Number("alpha"),
            Score = LabelScore.AdaptiveSets,
            Randomised = true,
            Rule = SetRule.WithCrossingLabel,
            Ties = TieOrder.Together,
            Statistic = OrderStatistic.Higher,
        };
        double[] probabilities = c.Numbers("calibration_probs");
        long[] labels = c.WholeNumbers("calibration_labels");
        double[] uniforms = c.Numbers("u");
        ConformalClassifier fitted = ConformalClassifier.Fit(probabilities, Classes(c), labels, options, uniforms);
        double[] scores = LabelScores.Compute(probabilities, Classes(c), options, uniforms);
        return Members(
            ("scores", labels.Select((label, i) => scores[(i * Classes(c)) + label]).ToArray()),
            ("threshold", fitted.Thresholds[0]),
            ("sets", Rows(fitted.Predict(c.Numbers("probs")))));
    }

    private static bool[][] Rows(PredictionSets sets) => [.. sets.Flags.ToArray().Chunk(sets.Classes)];

    private static Dictionary<string, object> AbsoluteResidual(ReferenceCase c)
    {
        ConformalRegressor fitted = ConformalRegressor.Fit(
            c.Numbers("calibration_predictions"),
            c.Numbers("calibration_targets"),
            new ConformalRegressorOptions { Alpha = c.Number("alpha") });
        return ThresholdAndBounds(fitted, fitted.Predict(c.Numbers("predictions")));
    }

    private static ConformalRegressor Quantiles(ReferenceCase c, IntervalTails tails) => ConformalRegressor.FitQuantiles(
        c.Numbers("calibration_lower"),
        c.Numbers("calibration_upper"),
        c.Numbers("calibration_targets"),
        new ConformalRegressorOptions { Alpha = c.Number("alpha"), Tails = tails });

    private static PredictionIntervals QuantileIntervals(ReferenceCase c, IntervalTails tails) =>
        Quantiles(c, tails).PredictQuantiles(c.Numbers("lower"), c.Numbers("upper"));

    private static Dictionary<string, object> ThresholdAndBounds(ConformalRegressor fitted, PredictionIntervals intervals) => Members(
        ("threshold", fitted.UpperThreshold), ("lower", intervals.Lower.ToArray()), ("upper", intervals.Upper.ToArray()));
}
