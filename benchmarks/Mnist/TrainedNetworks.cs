using System.Text.Json;

namespace Benchmarks.Mnist;

/// <summary>What a run has trained, each in a file of its own: what was trained by the same recipe before is read, not trained again.</summary>
internal sealed class TrainedNetworks(string folder, JsonLines<TrainedRow> rows)
{
    /// <summary>Reads what was trained before, or trains and writes it.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="recipe">How it is trained; its seed comes from the name.</param>
    /// <param name="read">Reads it from a file.</param>
    /// <param name="train">Trains it.</param>
    /// <param name="write">Writes it to a file.</param>
    /// <returns>The processor time that the training took, in seconds.</returns>
    internal double Get(string name, object recipe, Action<string> read, Action train, Action<string> write)
    {
        string file = Path.Combine(folder, $"{name}.dat");
        string text = Text(recipe);
        if (rows.Rows.LastOrDefault(row => row.Name == name) is { } known && known.Recipe == text && File.Exists(file))
        {
            read(file);
            return known.Seconds;
        }

        double seconds = ProcessorTime.Seconds(train);

        // The row comes last: a run that is killed in between trains again.
        Directory.CreateDirectory(folder);
        write($"{file}.new");
        File.Move($"{file}.new", file, overwrite: true);
        rows.Add(new TrainedRow(name, text, seconds));
        return seconds;
    }

    /// <summary>Settings as one line.</summary>
    internal static string Text(object recipe) => JsonSerializer.Serialize(recipe);
}
