namespace Uncertainty.Evaluation;

/// <summary>The options of a <see cref="ConformalRegressor"/> in its file.</summary>
internal static class RegressorSettings
{
    public static KeyValuePair<string, string>[] Of(IntervalBase around, ConformalRegressorOptions options) =>
    [
        new("base", around.ToString()),
        new("alpha", TensorFile.Exact(options.Alpha)),
        new("tails", options.Tails.ToString()),
        new("statistic", options.Statistic.ToString()),
    ];

    public static (IntervalBase Around, ConformalRegressorOptions Options) Read(TensorFile file) =>
    (
        file.Named<IntervalBase>("base"),
        new ConformalRegressorOptions
        {
            Alpha = file.Number("alpha"),
            Tails = file.Named<IntervalTails>("tails"),
            Statistic = file.Named<OrderStatistic>("statistic"),
        }
    );
}
