namespace Uncertainty.Evaluation;

/// <summary>The options of a <see cref="ConformalClassifier"/> in its file.</summary>
internal static class ClassifierSettings
{
    public static KeyValuePair<string, string>[] Of(ConformalClassifierOptions options) =>
    [
        new("alpha", TensorFile.Exact(options.Alpha)),
        new("score", options.Score.ToString()),
        ConformalFiles.Setting("randomised", options.Randomised),
        ConformalFiles.Setting("seed", options.Seed),
        new("penalty", TensorFile.Exact(options.Penalty)),
        ConformalFiles.Setting("free_ranks", options.FreeRanks),
        ConformalFiles.Setting("class_conditional", options.ClassConditional),
        new("rule", options.Rule.ToString()),
        new("ties", options.Ties.ToString()),
        new("statistic", options.Statistic.ToString()),
    ];

    public static ConformalClassifierOptions Read(TensorFile file) => new()
    {
        Alpha = file.Number("alpha"),
        Score = file.Named<LabelScore>("score"),
        Randomised = file.Flag("randomised"),
        Seed = file.Integer("seed"),
        Penalty = file.Number("penalty"),
        FreeRanks = file.Integer("free_ranks") is >= 0 and <= int.MaxValue and long ranks
            ? (int)ranks
            : throw file.Wrong($"its free_ranks '{file.Text("free_ranks")}' are no whole number from 0 to {int.MaxValue}."),
        ClassConditional = file.Flag("class_conditional"),
        Rule = file.Named<SetRule>("rule"),
        Ties = file.Named<TieOrder>("ties"),
        Statistic = file.Named<OrderStatistic>("statistic"),
    };
}
