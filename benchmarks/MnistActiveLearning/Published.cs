namespace MnistActiveLearning;

/// <summary>What papers report; null where they do not.</summary>
/// <param name="ToTenPercent">Labels to an error of 10 %.</param>
/// <param name="ToFivePercent">Labels to an error of 5 %.</param>
/// <param name="Error">Error at 1,000 labels, in per cent.</param>
internal sealed record Published(int? ToTenPercent, int? ToFivePercent, double? Error)
{
    /// <summary>
    /// Gal, Islam and Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017, Table 1 and Figure 1; BatchBALD, with another
    /// network: Kirsch, van Amersfoort and Gal, "BatchBALD", NeurIPS 2019, Table 1, medians.
    /// </summary>
    internal static Published OnMnist(AcquisitionKind acquisition) => acquisition switch
    {
        AcquisitionKind.Random => new Published(255, 835, 4.66),
        AcquisitionKind.Bald => new Published(145, 335, 1.80),
        AcquisitionKind.VariationRatios => new Published(120, 295, 1.64),
        AcquisitionKind.MaxEntropy => new Published(165, 355, 1.74),
        AcquisitionKind.MeanStd => new Published(230, 695, null),
        AcquisitionKind.BatchBald => new Published(90, 200, null),
        _ => throw new ArgumentOutOfRangeException(nameof(acquisition), acquisition, "has no published figures."),
    };

    /// <summary>BatchBALD's authors, on their Repeated-MNIST: their curves, so that these are about right.</summary>
    internal static Published OnRepeated(AcquisitionKind acquisition) => acquisition switch
    {
        AcquisitionKind.Random => new Published(150, null, null),
        AcquisitionKind.Bald => new Published(310, null, null),
        AcquisitionKind.BatchBald => new Published(110, 270, null),
        _ => throw new ArgumentOutOfRangeException(nameof(acquisition), acquisition, "has no published figures."),
    };
}
