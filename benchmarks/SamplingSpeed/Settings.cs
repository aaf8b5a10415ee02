namespace SamplingSpeed;

/// <summary>What the command line asked for.</summary>
/// <param name="Quick">A short run.</param>
/// <param name="Threads">Threads of every side.</param>
/// <param name="Keys">The workloads wanted; empty for all.</param>
internal sealed record Settings(bool Quick, int Threads, IReadOnlyCollection<string> Keys)
{
    private const int QuickRounds = 3;

    internal int Rounds(Workload workload) => Quick ? QuickRounds : workload.Rounds;

    internal IReadOnlyList<Workload> Wanted(IEnumerable<Workload> workloads) =>
        [.. workloads.Where(workload => Keys.Count == 0 || Keys.Contains(workload.Key))];

    /// <summary>What a case is called in the table and in the file.</summary>
    internal string Title(Subject subject, int draws) =>
        $"{subject.Workload.Title}, N = {subject.Inputs.shape[0]}, S = {draws}, {Threads} thread{(Threads == 1 ? "" : "s")}";
}
