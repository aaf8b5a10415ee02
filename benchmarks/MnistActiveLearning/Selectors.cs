using Uncertainty.ActiveLearning;

namespace MnistActiveLearning;

/// <summary>The library's selectors for the acquisitions.</summary>
internal static class Selectors
{
    // A fifth of the default: of a batch of ten, joint entropies are exact for the first four, and the whole pool takes seconds.
    private const int Configurations = 2_000;

    internal static IBatchSelector Of(AcquisitionKind acquisition) => acquisition switch
    {
        AcquisitionKind.Random => new RandomSelector(),
        AcquisitionKind.Bald => new TopKSelector(Acquisition.Bald),
        AcquisitionKind.VariationRatios => new TopKSelector(Acquisition.VariationRatio),
        AcquisitionKind.MaxEntropy => new TopKSelector(Acquisition.Entropy),
        AcquisitionKind.MeanStd => new TopKSelector(Acquisition.MeanStandardDeviation),
        AcquisitionKind.BatchBald => new BatchBaldSelector(new BatchBaldOptions { Configurations = Configurations }),
        _ => throw new ArgumentOutOfRangeException(nameof(acquisition), acquisition, "has no selector."),
    };
}
