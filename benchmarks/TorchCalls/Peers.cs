using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using Benchmarks;

namespace TorchCalls;

/// <summary>Finds the peers that this machine can have; what it cannot have is said, and does not stop the others.</summary>
internal static class Peers
{
    internal const string Native = "C++";

    private const string Python = "Python";

    private static readonly string Sources = Path.Combine(Repository.Root, "benchmarks", "TorchCalls", "peer");

    /// <param name="absent">Takes one line for each peer that is not there, with the reason.</param>
    internal static IEnumerable<PeerSide> Find(List<string> absent)
    {
        PeerSide? native = TryStart(Native, absent, () => PeerSide.Start(Native, BuildNative()));
        PeerSide? python = TryStart(
            Python, absent, () => PeerSide.Start(Python, PeerProcess.Interpreter, Path.Combine(Sources, "peer.py")));
        return new[] { native, python }.OfType<PeerSide>();
    }

    private static PeerSide? TryStart(string name, List<string> absent, Func<PeerSide> start)
    {
        try
        {
            return start();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            absent.Add($"{name} is absent: {error.Message}");
            return null;
        }
    }

    private static string BuildNative()
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "bench", "peer");
        string program = Path.Combine(folder, "peer");
        if (!File.Exists(program))
        {
            Terminal.Say("Building the C++ peer (about a minute, once)");
        }

        string? torch = typeof(Peers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(entry => entry.Key == "TorchDirectory")?.Value;
        List<string> configure = ["-S", Sources, "-B", folder, "-DCMAKE_BUILD_TYPE=Release"];
        if (!string.IsNullOrEmpty(torch))
        {
            configure.Add($"-DTorch_DIR={torch}");
        }

        RunCMake(configure);
        RunCMake(["--build", folder]);
        return program;
    }

    private static void RunCMake(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("cmake", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process cmake = Process.Start(start) ?? throw new InvalidOperationException("cmake did not start.");
        Task<string> errors = cmake.StandardError.ReadToEndAsync();
        string output = cmake.StandardOutput.ReadToEnd();
        cmake.WaitForExit();
        if (cmake.ExitCode != 0)
        {
            string[] lines = [.. (output + errors.GetAwaiter().GetResult()).Split('\n').Select(line => line.Trim())];
            string reason = lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines[^1];
            throw new InvalidOperationException($"cmake failed: {reason}");
        }
    }
}
