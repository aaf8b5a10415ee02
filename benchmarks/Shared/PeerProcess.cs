using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks;

/// <summary>
/// A program that runs beside this one: a request a line goes to it, a JSON line comes back. Its first line, unasked, names the
/// version of its torch.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    /// <summary>Where Python is taken from, so that its torch is the system's.</summary>
    internal const string Interpreter = "/usr/bin/python3";

    private readonly string _name;
    private readonly Task<string> _errors;

    private PeerProcess(string name, Process process)
    {
        _name = name;
        Process = process;
        _errors = process.StandardError.ReadToEndAsync();
        using JsonDocument greeting = Read();
        Torch = greeting.RootElement.GetProperty("torch").GetString()!;
    }

    internal string Torch { get; }

    internal Process Process { get; }

    /// <summary>Starts the program and waits for its first line.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <exception cref="InvalidOperationException">It ended before it said anything.</exception>
    internal static PeerProcess Start(string name, string program, params IEnumerable<string> arguments)
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
            return new PeerProcess(name, process);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    internal JsonDocument Ask(string request)
    {
        Process.StandardInput.WriteLine(request);
        Process.StandardInput.Flush();
        return Read();
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
            : throw new InvalidOperationException($"The {_name} peer ended: {LastLine(_errors.GetAwaiter().GetResult())}");

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
