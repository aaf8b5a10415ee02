using System.Diagnostics;

namespace SamplingMemory;

/// <summary>Resident memory of this process and its peak, in MiB.</summary>
internal static class ResidentMemory
{
    private const double Mebibyte = 1024 * 1024;
    private const string Reset = "/proc/self/clear_refs";

    /// <summary>
    /// Brings the peak down to the present level, and gives that level. Where the system cannot do so it gives the peak, which
    /// what comes then has to pass before it is seen.
    /// </summary>
    internal static double Level()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        if (File.Exists(Reset))
        {
            // 5 is the kernel's word for the peak of the resident set.
            File.WriteAllText(Reset, "5");
        }

        return Peak();
    }

    internal static double Peak()
    {
        using Process own = Process.GetCurrentProcess();
        return own.PeakWorkingSet64 / Mebibyte;
    }
}
