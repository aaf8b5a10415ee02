using System.Diagnostics;
using System.Numerics;

namespace Benchmarks;

/// <summary>
/// Puts the sides of a comparison on the same processors: those of a virtual machine can differ in speed by half for minutes, and
/// each side would stick to its own.
/// </summary>
internal sealed class Processors
{
    private readonly nuint _all;

    internal Processors()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using Process own = Process.GetCurrentProcess();
            _all = (nuint)own.ProcessorAffinity;
        }
    }

    /// <summary>The <paramref name="count"/> highest, since the system's own work is mostly on the lowest; null for all.</summary>
    internal void Place(IEnumerable<Process> processes, int? count)
    {
        nuint mask = count is int wanted ? Highest(wanted) : _all;
        foreach (Process process in processes)
        {
            if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            {
                process.ProcessorAffinity = (nint)mask;
            }
        }
    }

    private nuint Highest(int count)
    {
        nuint mask = 0;
        for (nuint left = _all; left != 0 && count > 0; count--)
        {
            nuint highest = (nuint)1 << BitOperations.Log2(left);
            mask |= highest;
            left &= ~highest;
        }

        return mask;
    }
}
