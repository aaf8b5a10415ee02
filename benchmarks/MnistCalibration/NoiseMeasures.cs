namespace MnistCalibration;

/// <summary>The names of the networks and measures that are compared by planted noise.</summary>
internal static class NoiseMeasures
{
    internal const string OnNoisy = "trained on noisy labels";
    internal const string OnClean = "trained on clean labels";

    internal const string Head = "head: entropy";
    internal const string HeadVariance = "head: ln of the sum of variances";
    internal const string Softmax = "network: entropy of its softmax";
    internal const string Dropout = "MC dropout: mean entropy";

    internal const string OtherEntropy = "mean of losses: entropy";
    internal const string OtherVariance = "mean of losses: ln of the sum of variances";
    internal const string OtherShared = "mean of losses, one noise for all: ln of the sum of squares";

    internal static IReadOnlyList<string> Networks { get; } = [OnNoisy, OnClean];

    /// <summary>Those of the other side.</summary>
    internal static IReadOnlyList<string> Others { get; } = [OtherEntropy, OtherVariance, OtherShared];

    internal static IReadOnlyList<string> All { get; } = [Head, HeadVariance, Softmax, Dropout, .. Others];
}
