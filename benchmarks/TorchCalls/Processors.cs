using System.Diagnostics;
using System.Numerics;

namespace TorchCalls;

/// <summary>
/// Puts the sides on the same processor for what is short: the processors of a virtual machine can differ in speed by half for
/// minutes, and each side would stick to its own. Training steps move freely, because the linear algebra below has threads too.
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

    /// <summary>One is the highest, since the system's own work is mostly on the lowest.</summary>
    internal void Place(IEnumerable<ISide> sides, bool onOne)
    {
        nuint mask = onOne ? (nuint)1 << BitOperations.Log2(_all) : _all;
        foreach (ISide side in sides)
        {
            if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            {
                side.Process.ProcessorAffinity = (nint)mask;
            }
        }
    }
}
