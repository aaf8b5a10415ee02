using System.Text.Json;
using Benchmarks;
using LeNetMnist.Data;

namespace MnistActiveLearning;

/// <summary>The files of the runs: one for each repeat of each acquisition, a line for each round.</summary>
internal sealed class RunFiles(string folder, DataSource source, Protocol protocol)
{
    /// <summary>
    /// Opens the file of a run, or returns null where another process has it. Processes that work side by side so share the runs; the system
    /// frees what a process that was killed has held.
    /// </summary>
    internal JsonLines<Round>? TryOpen(Acquisition acquisition, int repeat)
    {
        try
        {
            return new JsonLines<Round>(
                File(acquisition, repeat),
                new { Acquisition = acquisition, Repeat = repeat, Data = source.Train.Source, Pool = source.Train.Count, Test = source.Test.Count, Protocol = protocol });
        }
        catch (IOException) when (System.IO.File.Exists(File(acquisition, repeat)))
        {
            return null;
        }
    }

    /// <summary>The rounds of a run so far, also while another process adds to them.</summary>
    internal Round[] Read(Acquisition acquisition, int repeat)
    {
        string file = File(acquisition, repeat);
        if (!System.IO.File.Exists(file))
        {
            return [];
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();

        // The last line may be one that is being written.
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => JsonSerializer.Deserialize<Round>(line)!)];
    }

    private string File(Acquisition acquisition, int repeat) => Path.Combine(folder, $"{acquisition.ToString().ToLowerInvariant()}-{repeat + 1}.jsonl");
}
