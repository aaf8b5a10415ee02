namespace UciRegression.BatchNormGrid;

/// <summary>
/// The normalized scores of Teye, Azizpour, Smith, "Bayesian Uncertainty Estimation for Batch Normalized Deep Networks", ICML 2018,
/// Table 2, from memory: they have not been compared with the paper.
/// </summary>
internal sealed record PublishedBatchNorm(double Crps, double LogLikelihood)
{
    private static readonly Dictionary<string, PublishedBatchNorm> Sets = new()
    {
        ["concrete"] = new(3.91, -36.36),
        ["energy"] = new(5.75, 10.89),
        ["power-plant"] = new(0.24, 0.33),
        ["yacht"] = new(-56.39, 45.58),
    };

    internal static PublishedBatchNorm Of(string set) => Sets[set];
}
