namespace MnistActiveLearning;

/// <summary>What Gal, Islam and Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017, report.</summary>
/// <param name="ToTenPercent">Labels to an error of 10 %.</param>
/// <param name="ToFivePercent">Labels to an error of 5 %.</param>
/// <param name="Error">Error at 1,000 labels, in per cent; null where none is given.</param>
internal sealed record Published(int ToTenPercent, int ToFivePercent, double? Error)
{
    internal static Published Of(Acquisition acquisition) => acquisition switch
    {
        Acquisition.Random => new Published(255, 835, 4.66),
        Acquisition.Bald => new Published(145, 335, 1.80),
        Acquisition.VariationRatios => new Published(120, 295, 1.64),
        Acquisition.MaxEntropy => new Published(165, 355, 1.74),
        Acquisition.MeanStd => new Published(230, 695, null),
        _ => throw new ArgumentOutOfRangeException(nameof(acquisition), acquisition, "has no published figures."),
    };
}
