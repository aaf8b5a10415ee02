namespace SamplingSpeed;

/// <summary>What a ratio of two ways should come to for one workload and number of draws.</summary>
internal sealed record Target(string Key, int Draws, string Way, string Over, double Value, bool AtLeast)
{
    private static readonly IReadOnlyList<Target> All =
    [
        new(Workload.LeNetKey, 20, SamplingSpeed.Way.NaiveName, SamplingSpeed.Way.EngineName, 15, AtLeast: true),
        new(Workload.LeNetKey, 100, SamplingSpeed.Way.NaiveName, SamplingSpeed.Way.EngineName, 30, AtLeast: true),
        new(Workload.VggKey, 20, SamplingSpeed.Way.NaiveName, SamplingSpeed.Way.EngineName, 1.8, AtLeast: true),
        new(Workload.LeNetKey, 20, SamplingSpeed.Way.EngineName, SamplingSpeed.Way.OnePassName, 2.5, AtLeast: false),
        new(Workload.ResNetKey, 50, SamplingSpeed.Way.EngineName, SamplingSpeed.Way.OnePassName, 1.15, AtLeast: false),
    ];

    internal static Target? Of(Workload workload, int draws, string way, string over) =>
        All.FirstOrDefault(target => (target.Key, target.Draws, target.Way, target.Over) == (workload.Key, draws, way, over));
}
