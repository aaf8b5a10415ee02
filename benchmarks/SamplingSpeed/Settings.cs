namespace SamplingSpeed;

/// <summary>What the command line asked for.</summary>
/// <param name="Quick">A short run.</param>
/// <param name="Threads">Threads of every side.</param>
/// <param name="Asked">The numbers of draws asked for; empty for the usual ones.</param>
/// <param name="Keys">The workloads wanted; empty for all.</param>
internal sealed record Settings(bool Quick, int Threads, IReadOnlyList<int> Asked, IReadOnlyCollection<string> Keys)
{
    private const int QuickRounds = 3;

    /// <summary>The numbers of draws S to measure.</summary>
    internal IReadOnlyList<int> Draws
    {
        get
        {
            if (Asked.Count > 0)
            {
                return Asked;
            }

            return Quick ? [20] : [10, 20, 50, 100];
        }
    }

    internal int Rounds(Workload workload) => Quick ? QuickRounds : workload.Rounds;

    internal IReadOnlyList<Workload> Wanted(IEnumerable<Workload> workloads) =>
        [.. workloads.Where(workload => Keys.Count == 0 || Keys.Contains(workload.Key))];

    /// <summary>What a case is called in the table and in the file.</summary>
    internal string Title(Subject subject, int draws) =>
        $"{subject.Workload.Title}, N = {subject.Inputs.shape[0]}, S = {draws}, {Threads} thread{(Threads == 1 ? "" : "s")}";
}
