using Uncertainty.ActiveLearning;

namespace ActiveLearningMnist;

/// <summary>What can be compared: for each name of the command line, how a batch is chosen.</summary>
internal static class Functions
{
    /// <summary>What the others are compared with, where it is among them.</summary>
    public const string Baseline = "random";

    private static readonly (string Name, IBatchSelector Selector)[] Known =
    [
        (Baseline, new RandomSelector()),
        ("least-confidence", new TopKSelector(Acquisition.LeastConfidence)),
        ("margin", new TopKSelector(Acquisition.Margin)),
        ("entropy", new TopKSelector(Acquisition.Entropy)),
        ("mean-std", new TopKSelector(Acquisition.MeanStandardDeviation)),
        ("vote-entropy", new TopKSelector(Acquisition.VoteEntropy)),
        ("bald", new TopKSelector(Acquisition.Bald)),
        ("power-bald", new StochasticSelector(Acquisition.Bald)),
        ("batchbald", new BatchBaldSelector()),
    ];

    /// <summary>All names, the baseline first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(function => function.Name)];

    /// <summary>What chooses the batches under a name.</summary>
    public static IBatchSelector Selector(string name) => Known.Single(function => function.Name == name).Selector;
}
