using System.Diagnostics;
using System.Globalization;

namespace SamplingMemory;

/// <summary>This program once more, for one point.</summary>
internal static class Child
{
    // glibc's words. Blocks from this size on are mapped one by one and leave the process when they are given back; by itself it
    // keeps them, up to 32 MiB each, and uses the holes again as far as they fit.
    private static readonly string[] Allocator = ["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"];
    private const int SmallestMapped = 1 << 16;

    /// <param name="option">The option that takes the point.</param>
    /// <param name="point">The point.</param>
    /// <param name="givesBack">Whether memory that is given back leaves the process, so that only tensors alive count.</param>
    internal static double Run(string option, Point point, bool givesBack)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This program does not know where it is.");
        List<string> arguments = [option, point.Argument];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            arguments.Insert(0, typeof(Child).Assembly.Location);
        }

        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        if (givesBack)
        {
            foreach (string variable in Allocator)
            {
                start.Environment[variable] = SmallestMapped.ToString(CultureInfo.InvariantCulture);
            }
        }

        using Process child = Process.Start(start)
            ?? throw new InvalidOperationException($"'{program}' did not start.");
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The process for {point} ended with status {child.ExitCode}.");
    }
}
