using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Benchmarks;

/// <summary>What a program has measured: rows for <c>artifacts/bench/PROGRAM.json</c>, and a table for the console.</summary>
internal sealed class BenchReport(string program)
{
    // A likelihood can be 0, and its logarithm infinite.
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly List<Row> _rows = [];

    internal void Add(string @case, string metric, double value, string unit) => _rows.Add(new Row(@case, metric, value, unit));

    /// <summary>Shows a table with its notes.</summary>
    internal static void Show(Table table, params IEnumerable<string> notes)
    {
        Terminal.Output.Write(table);
        foreach (string note in notes)
        {
            Terminal.Output.WriteLine(note);
        }
    }

    /// <summary>Shows the table with its notes, and writes the rows.</summary>
    internal void Finish(Table table, params IEnumerable<string> notes)
    {
        Show(table, notes);
        Write();
    }

    /// <summary>Writes the rows.</summary>
    internal void Write()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench")).FullName;
        string file = Path.Combine(folder, program + ".json");
        File.WriteAllText(file, JsonSerializer.Serialize(_rows, Format) + "\n");
        Terminal.Output.WriteLine($"Written to {file}");
    }

    private sealed record Row(
        [property: JsonPropertyName("case")] string Case,
        [property: JsonPropertyName("metric")] string Metric,
        [property: JsonPropertyName("value")] double Value,
        [property: JsonPropertyName("unit")] string Unit);
}
