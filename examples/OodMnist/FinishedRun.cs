using System.Text.Json;
using System.Text.Json.Nodes;
using Uncertainty.Ood;

namespace OodMnist;

/// <summary>One seed in one direction, on disk once it is done, so that a study that was stopped goes on from there.</summary>
internal sealed record FinishedRun(string Settings, double Accuracy, double ConfidentAccuracy, double Seconds, OodBenchmarkResult Result)
{
    private const string ResultKey = "result";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>What an earlier run left, or null.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What this run would do.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or was made with other settings.</exception>
    public static FinishedRun? Find(string path, string settings)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            JsonNode root = JsonNode.Parse(File.ReadAllText(path))!;
            FinishedRun run = new(
                root[nameof(Settings)]!.GetValue<string>(),
                root[nameof(Accuracy)]!.GetValue<double>(),
                root[nameof(ConfidentAccuracy)]!.GetValue<double>(),
                root[nameof(Seconds)]!.GetValue<double>(),
                OodBenchmarkResult.FromJson(root[ResultKey]!.ToJsonString()));
            return run.Settings == settings ? run : throw new InvalidDataException(
                $"{path} holds a run of other settings ({run.Settings}); these are {settings}. Move it away, or choose another --out.");
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is damaged: {error.Message} Remove it to run it again.", error);
        }
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public void Save(string path)
    {
        JsonObject root = new()
        {
            [nameof(Settings)] = Settings,
            [nameof(Accuracy)] = Accuracy,
            [nameof(ConfidentAccuracy)] = ConfidentAccuracy,
            [nameof(Seconds)] = Seconds,
            [ResultKey] = JsonNode.Parse(Result.ToJson()),
        };
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, root.ToJsonString(Format) + "\n");
        File.Move(temporary, path, overwrite: true);
    }
}
