using System.Diagnostics;

namespace TorchCalls;

/// <summary>One of the programs that run the same loops.</summary>
internal interface ISide : IDisposable
{
    string Name { get; }

    /// <summary>The version of torch underneath.</summary>
    string Torch { get; }

    /// <summary>Where the loops run.</summary>
    Process Process { get; }

    Reading Measure(BenchCase @case, int repeats);
}
