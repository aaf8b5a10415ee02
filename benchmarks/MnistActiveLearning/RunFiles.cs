using System.Text.Json;
using Benchmarks;

namespace MnistActiveLearning;

/// <summary>The files of an experiment's runs: for each repeat of each acquisition a journal, and one with a line for each round.</summary>
internal sealed class RunFiles(string folder, Protocol protocol)
{
    /// <summary>
    /// Opens the file of a run, or returns null where another process has it. Processes that work side by side so share the runs; the system
    /// frees what a process that was killed has held.
    /// </summary>
    internal JsonLines<Round>? TryOpen(AcquisitionKind acquisition, int repeat, DigitPool pool, DigitPool test) => TryOpen<Round>(
        Rounds(acquisition, repeat),
        new { Acquisition = acquisition, Repeat = repeat, Data = pool.Source, Pool = pool.Count, Test = test.Count, Protocol = protocol });

    /// <summary>Opens the file of the error of a network that was trained for longer at the end of a run, or returns null as above.</summary>
    internal JsonLines<double>? TryOpenLong(AcquisitionKind acquisition, int repeat, int epochs) =>
        TryOpen<double>(Long(acquisition, repeat), new { Acquisition = acquisition, Repeat = repeat, Epochs = epochs });

    /// <summary>The error of a network that was trained for longer at the end of a run; null where there is none yet.</summary>
    internal double? ReadLong(AcquisitionKind acquisition, int repeat) => Lines(Long(acquisition, repeat)) is [string line, ..]
        ? JsonSerializer.Deserialize<double>(line)
        : null;

    /// <summary>The rounds of a run so far; none while another process adds to them.</summary>
    internal Round[] Read(AcquisitionKind acquisition, int repeat) =>
        [.. Lines(Rounds(acquisition, repeat)).Select(line => JsonSerializer.Deserialize<Round>(line)!)];

    internal string Journal(AcquisitionKind acquisition, int repeat) => $"{Name(acquisition, repeat)}.journal";

    private string Rounds(AcquisitionKind acquisition, int repeat) => $"{Name(acquisition, repeat)}.jsonl";

    private string Long(AcquisitionKind acquisition, int repeat) => $"{Name(acquisition, repeat)}-long.jsonl";

    private static JsonLines<TRow>? TryOpen<TRow>(string file, object settings)
    {
        try
        {
            return new JsonLines<TRow>(file, settings);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <summary>The lines of a file after the first; none where there is no file, or another process has it.</summary>
    private static string[] Lines(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            string text = File.ReadAllText(file);
            return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private string Name(AcquisitionKind acquisition, int repeat) =>
        Path.Combine(folder, $"{acquisition.ToString().ToLowerInvariant()}-{repeat + 1}");
}
