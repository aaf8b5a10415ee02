using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TorchCalls;

/// <summary>The loops in another process: a request a line goes to it, a JSON line comes back.</summary>
internal sealed class PeerSide : ISide
{
    private readonly Task<string> _errors;

    private PeerSide(string name, Process process)
    {
        Name = name;
        Process = process;
        _errors = process.StandardError.ReadToEndAsync();
        using JsonDocument greeting = Read();
        Torch = greeting.RootElement.GetProperty("torch").GetString()!;
    }

    public string Name { get; }

    public string Torch { get; }

    public Process Process { get; }

    internal static PeerSide Start(string name, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        try
        {
            return new PeerSide(name, process);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public Reading Measure(BenchCase @case, int repeats)
    {
        Process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{@case.Loop} {@case.Threads} {repeats}"));
        Process.StandardInput.Flush();
        using JsonDocument answer = Read();
        JsonElement root = answer.RootElement;
        return new Reading(root.GetProperty("ns").GetDouble(), root.GetProperty("check").GetDouble());
    }

    public void Dispose()
    {
        Process.StandardInput.Close();
        Process.WaitForExit();
        Process.Dispose();
    }

    private JsonDocument Read() =>
        Process.StandardOutput.ReadLine() is string line
            ? JsonDocument.Parse(line)
            : throw new InvalidOperationException($"The {Name} peer ended: {LastLine(_errors.GetAwaiter().GetResult())}");

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
