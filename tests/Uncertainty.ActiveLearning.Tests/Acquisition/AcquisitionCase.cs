using Uncertainty.Bnn;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

/// <summary>A function, and what draws it reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Function">The function.</param>
/// <param name="IsRegression">Whether draws are those of a regression.</param>
/// <param name="IsDisagreement">Whether it is 0 where draws agree.</param>
internal sealed record AcquisitionCase(string Name, AcquisitionFunction Function, bool IsRegression = false, bool IsDisagreement = false)
{
    public const int Draws = 6;
    public const int Width = 4;

    public static IReadOnlyList<AcquisitionCase> All { get; } =
    [
        new(nameof(Acquisition.LeastConfidence), Acquisition.LeastConfidence),
        new(nameof(Acquisition.Margin), Acquisition.Margin),
        new(nameof(Acquisition.Entropy), Acquisition.Entropy),
        new(nameof(Acquisition.ExpectedEntropy), Acquisition.ExpectedEntropy),
        new(nameof(Acquisition.VariationRatio), Acquisition.VariationRatio),
        new(nameof(Acquisition.Bald), Acquisition.Bald, IsDisagreement: true),
        new(nameof(Acquisition.ConsensusDivergence), Acquisition.ConsensusDivergence, IsDisagreement: true),
        new(nameof(Acquisition.MaximumConsensusDivergence), Acquisition.MaximumConsensusDivergence, IsDisagreement: true),
        new(nameof(Acquisition.MeanStandardDeviation), Acquisition.MeanStandardDeviation, IsDisagreement: true),
        new(nameof(Acquisition.MeanVariance), Acquisition.MeanVariance, IsDisagreement: true),
        new(nameof(Acquisition.VoteVariationRatio), Acquisition.VoteVariationRatio, IsDisagreement: true),
        new(nameof(Acquisition.VoteEntropy), Acquisition.VoteEntropy, IsDisagreement: true),
        new(nameof(Acquisition.PairwiseDisagreement), Acquisition.PairwiseDisagreement, IsDisagreement: true),
        new(nameof(Acquisition.Epig), Epig(), IsDisagreement: true),
        new(nameof(Acquisition.PredictiveVariance), Acquisition.PredictiveVariance, IsRegression: true),
        new(nameof(Acquisition.EpistemicVariance), Acquisition.EpistemicVariance, IsRegression: true, IsDisagreement: true),
        new(nameof(Acquisition.GaussianBald), Acquisition.GaussianBald, IsRegression: true, IsDisagreement: true),
    ];

    /// <summary>Draws for the function, of so many inputs, with maps of a shape or none.</summary>
    public PredictiveSamples Make(long seed, long inputs, params long[] map) => IsRegression
        ? Acquisitions.Draws.OfRegression(seed, [Draws, inputs, Width, .. map])
        : Acquisitions.Draws.OfClasses(seed, [Draws, inputs, Width, .. map]);

    public override string ToString() => Name;

    private static AcquisitionFunction Epig()
    {
        using PredictiveSamples targets = Acquisitions.Draws.OfClasses(99, Draws, 7, 3);
        return Acquisition.Epig(targets);
    }
}
