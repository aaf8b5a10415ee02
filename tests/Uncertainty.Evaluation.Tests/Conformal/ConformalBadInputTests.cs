namespace Uncertainty.Evaluation.Tests.Conformal;

/// <summary>Every bad input is refused by an exception that names the parameter and says what was expected and what came.</summary>
[TestFixture]
internal sealed class ConformalBadInputTests
{
    private static readonly double[] Row = [0.25, 0.75];

    private static readonly ConformalClassifierOptions Plain = new();

    private static readonly ConformalClassifierOptions Randomised = new() { Score = LabelScore.AdaptiveSets, Randomised = true };

    private static IEnumerable<TestCaseData> Cases => [.. OptionCases, .. ClassifierCases, .. SetCases, .. RegressorCases, .. RiskCases];

    private static IEnumerable<TestCaseData> OptionCases =>
    [
        Case("Classifier_AlphaZero", "Alpha", "0", () => Plain with { Alpha = 0 }),
        Case("Classifier_AlphaOne", "Alpha", "1", () => Plain with { Alpha = 1 }),
        Case("Classifier_AlphaNotANumber", "Alpha", "NaN", () => Plain with { Alpha = double.NaN }),
        Case("Classifier_Penalty", "Penalty", "-0.1", () => Plain with { Penalty = -0.1 }),
        Case("Classifier_PenaltyInfinite", "Penalty", "Infinity", () => Plain with { Penalty = double.PositiveInfinity }),
        Case("Classifier_FreeRanks", "FreeRanks", "-1", () => Plain with { FreeRanks = -1 }),
        Case("Classifier_Score", "Score", "9", () => Plain with { Score = (LabelScore)9 }),
        Case("Classifier_Rule", "Rule", "9", () => Plain with { Rule = (SetRule)9 }),
        Case("Classifier_Ties", "Ties", "9", () => Plain with { Ties = (TieOrder)9 }),
        Case("Classifier_Statistic", "Statistic", "9", () => Plain with { Statistic = (OrderStatistic)9 }),
        Case("Regressor_Alpha", "Alpha", "2", () => new ConformalRegressorOptions { Alpha = 2 }),
        Case("Regressor_Tails", "Tails", "9", () => new ConformalRegressorOptions { Tails = (IntervalTails)9 }),
        Case("Regressor_Statistic", "Statistic", "9", () => new ConformalRegressorOptions { Statistic = (OrderStatistic)9 }),
        Case("Risk_Alpha", "Alpha", "0", () => new RiskControlOptions { Alpha = 0 }),
        Case("Risk_LossBound", "LossBound", "NaN", () => new RiskControlOptions { LossBound = double.NaN }),
        Case("Scores_Empty", "scores", "none", () => ConformalScores.Fit([])),
        Case("Scores_NotANumber", "scores", "NaN", () => ConformalScores.Fit([1, double.NaN])),
        Case("Scores_Infinite", "scores", "Infinity", () => ConformalScores.Fit([double.PositiveInfinity])),
        Case("Scores_Alpha", "alpha", "1", () => ConformalScores.Fit([1]).Threshold(1)),
        Case("Scores_Statistic", "statistic", "9", () => ConformalScores.Fit([1]).Threshold(0.5, (OrderStatistic)9)),
        Case("Scores_PValue", "score", "NaN", () => ConformalScores.Fit([1]).PValue(double.NaN)),
        Case("Scores_LeastCount", "alpha", "0", () => ConformalScores.LeastCount(0)),
    ];

    private static IEnumerable<TestCaseData> ClassifierCases =>
    [
        Case("Fit_Empty", "probabilities", "none", () => ConformalClassifier.Fit([], 2, [])),
        Case("Fit_PartOfARow", "probabilities", "3 values", () => ConformalClassifier.Fit([0.5, 0.5, 1], 2, [0])),
        Case("Fit_OneClass", "classes", "1", () => ConformalClassifier.Fit([1], 1, [0])),
        Case("Fit_LabelMissing", "labels", "got 0", () => ConformalClassifier.Fit(Row, 2, [])),
        Case("Fit_LabelTooHigh", "labels", "2", () => ConformalClassifier.Fit(Row, 2, [2])),
        Case("Fit_SumNotOne", "probabilities", "0.9", () => ConformalClassifier.Fit([0.5, 0.4], 2, [0])),
        Case("Fit_NotANumber", "probabilities", "NaN", () => ConformalClassifier.Fit([1, double.NaN], 2, [0])),
        Case("Fit_OptionsClash", "options", "Randomised", () => ConformalClassifier.Fit(Row, 2, [0], Plain with { Randomised = true })),
        Case("Fit_UniformsNotWanted", "options", "not", () => ConformalClassifier.Fit(Row, 2, [0], Plain, [0.5])),
        Case("Fit_UniformsMissing", "uniforms", "got 0", () => ConformalClassifier.Fit(Row, 2, [0], Randomised, [])),
        Case("Fit_UniformsOutOfRange", "uniforms", "1.5", () => ConformalClassifier.Fit(Row, 2, [0], Randomised, [1.5])),
        Case("Predict_Empty", "probabilities", "none", () => Fitted().Predict([])),
        Case("Predict_SumNotOne", "probabilities", "0.9", () => Fitted().Predict([0.5, 0.4])),
        Case("Predict_Number", "firstInput", "-1", () => Fitted().Predict(Row, -1)),
        Case("Predict_Uniforms", "uniforms", "got 2", () => Fitted().Predict(Row, [0.5, 0.5])),
        Case("PValues_PartOfARow", "probabilities", "3 values", () => Fitted().PValues([0.5, 0.5, 1])),
        Case("PValue_TwoRows", "probabilities", "got 4", () => Fitted().PValue([0.5, 0.5, 1, 0], 0)),
        Case("PValue_Label", "label", "2", () => Fitted().PValue(Row, 2)),
        Case("LabelScores_Negative", "probabilities", "-0.5", () => LabelScores.Compute([1.5, -0.5], 2)),
        Case("LabelScores_Threshold", "threshold", "NaN", () => LabelScores.Sets(Row, 2, double.NaN)),
    ];

    private static IEnumerable<TestCaseData> SetCases =>
    [
        Case("Sets_Labels", "input", "1", () => Fitted().Predict(Row).Labels(1)),
        Case("Sets_Size", "input", "-1", () => Fitted().Predict(Row).Size(-1)),
        Case("Coverage_Empty", "sets", "none", () => PredictionSetMetrics.Coverage([], 2, [])),
        Case("Coverage_PartOfARow", "sets", "3 values", () => PredictionSetMetrics.Coverage([true, true, true], 2, [0])),
        Case("Coverage_Label", "labels", "-1", () => PredictionSetMetrics.Coverage([true, true], 2, [-1])),
        Case("Coverage_LabelMissing", "labels", "got 0", () => PredictionSetMetrics.CoverageBySize([true, true], 2, [])),
        Case("MeanSize_OneClass", "classes", "1", () => PredictionSetMetrics.MeanSize([true], 1)),
    ];

    private static IEnumerable<TestCaseData> RegressorCases =>
    [
        Case("Regressor_Empty", "predictions", "none", () => ConformalRegressor.Fit([], [])),
        Case("Regressor_TargetMissing", "targets", "got 1", () => ConformalRegressor.Fit([1, 2], [1])),
        Case("Regressor_NotANumber", "predictions", "NaN", () => ConformalRegressor.Fit([double.NaN], [1])),
        Case("Regressor_TargetInfinite", "targets", "Infinity", () => ConformalRegressor.Fit([1], [double.PositiveInfinity])),
        Case("Regressor_ScoreBeyondTheNumbers", "targets", "scores are finite", () => ConformalRegressor.Fit([-1e308], [1e308])),
        Case("Regressor_Scale", "scales", "is 0", () => ConformalRegressor.FitScaled([1], [0], [1])),
        Case("Regressor_ScaleMissing", "scales", "got 0", () => ConformalRegressor.FitScaled([1], [], [1])),
        Case("Regressor_UpperMissing", "upper", "got 0", () => ConformalRegressor.FitQuantiles([1], [], [1])),
        Case("Regressor_PredictEmpty", "predictions", "none", () => ConformalRegressor.Fit([1], [1]).Predict([])),
        Case("Regressor_PValue", "target", "NaN", () => ConformalRegressor.Fit([1], [1]).PValue(0, double.NaN)),
        Case("Regressor_PValueScale", "scale", "-1", () => ConformalRegressor.FitScaled([1], [1], [1]).PValueScaled(0, -1, 0)),
        Case("Intervals_Targets", "targets", "got 2", () => ConformalRegressor.Fit([1], [1]).Predict([1]).Coverage([1, 2])),
    ];

    private static IEnumerable<TestCaseData> RiskCases =>
    [
        Case("Risk_NoGrid", "grid", "none", () => RiskControl.Fit([1.0], [])),
        Case("Risk_GridFalls", "grid", "is 0", () => RiskControl.Fit([1.0, 1], [1, 0])),
        Case("Risk_GridRepeats", "grid", "is 1", () => RiskControl.Fit([1.0, 1], [1, 1])),
        Case("Risk_NoLosses", "losses", "none", () => RiskControl.Fit((ReadOnlySpan<double>)[], [1])),
        Case("Risk_NoInputs", "losses", "none", () => RiskControl.Fit((IEnumerable<double[]>)[], [1])),
        Case("Risk_PartOfARow", "losses", "3 values", () => RiskControl.Fit([1.0, 1, 1], [0, 1])),
        Case("Risk_LossRises", "losses", "is 0.5", () => RiskControl.Fit([0.4, 0.5], [0, 1])),
        Case("Risk_LossAboveBound", "losses", "is 1.5", () => RiskControl.Fit([1.5, 0.5], [0, 1])),
        Case("Risk_NotANumber", "losses", "NaN", () => RiskControl.Fit([double.NaN, 0.5], [0, 1])),
        Case("Risk_AlphaAboveBound", "options", "LossBound", () => RiskControl.Fit([1.0], [0], new RiskControlOptions { Alpha = 1 })),
        Case("Risk_SelectOutOfRange", "probabilities", "1.5", () => RiskControl.Fit([1.0], [0]).Select([1.5])),
        Case("Map_TruthMissing", "truth", "got 0", () => MapLosses.FalseNegativeRate([0.5], [], [0])),
        Case("Map_OutOfRange", "probabilities", "-1", () => MapLosses.FalseNegativeRate([-1], [true], [0])),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Conformal_BadInput_ThrowsAndNamesTheParameter(string parameter, string got, Action call)
    {
        ArgumentException exception = Assert.Catch<ArgumentException>(call)!;
        Assert.That(exception.ParamName, Is.EqualTo(parameter));
        Assert.That(exception.Message, Does.Contain(got));
    }

    [Test]
    public void Compute_NothingGathered_SaysWhatToDo() =>
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => new RiskControlAccumulator([0]).Compute())!.Message, Does.Contain("Update"));

    [Test]
    public void Update_BadLosses_TakesNothing()
    {
        RiskControlAccumulator inputs = new([0, 1]);
        inputs.Update([1, 0]);
        Assert.Throws<ArgumentException>(() => inputs.Update([0, 0, 0, 1]));
        Assert.That(inputs.CalibrationInputs, Is.EqualTo(1));
        Assert.That(inputs.Compute().Risks, Is.EqualTo([1, 0]));
    }

    private static ConformalClassifier Fitted() => ConformalClassifier.Fit(Row, 2, [0], Randomised);

    private static TestCaseData Case<T>(string name, string parameter, string got, Func<T> call) =>
        new TestCaseData(parameter, got, (Action)(() => call())).SetArgDisplayNames(name);
}
