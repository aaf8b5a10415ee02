namespace MnistPosteriors;

/// <summary>The names of the table's rows.</summary>
internal static class Methods
{
    internal const string Plain = "one network";
    internal const string Dropout = "MC dropout";
    internal const string Ensemble = "deep ensemble";
    internal const string Swag = "SWAG";
    internal const string Chain = "SGHMC";
    internal const string LaplaceProbit = "Laplace, Kronecker, probit";
    internal const string LaplaceMonteCarlo = "Laplace, Kronecker, Monte Carlo";
    internal const string LaplaceContrast = "Laplace, Kronecker, contrast probit";
    internal const string FullLaplaceProbit = "Laplace, full, probit";
    internal const string FullLaplaceMonteCarlo = "Laplace, full, Monte Carlo";
    internal const string FullLaplaceContrast = "Laplace, full, contrast probit";
    internal const string Scratch = "Bayesian, from scratch";
    internal const string Converted = "Bayesian, converted";
    internal const string Centred = "Bayesian, converted, centred prior";

    /// <summary>In the order of the table, which is not that of the work.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        Plain,
        Dropout,
        Ensemble,
        Swag,
        Chain,
        LaplaceContrast,
        LaplaceProbit,
        LaplaceMonteCarlo,
        FullLaplaceContrast,
        FullLaplaceProbit,
        FullLaplaceMonteCarlo,
        Scratch,
        Converted,
        Centred,
    ];
}
