using System.Text.Json;

namespace Examples;

/// <summary>The numbers of a run, by name, as one flat JSON object.</summary>
internal sealed class Results
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>Adds a number and returns it.</summary>
    public double Add(string name, double value)
    {
        _values.Add(
            name,
            double.IsFinite(value) ? value : throw new InvalidOperationException($"The result '{name}' is not finite: {value}."));
        return value;
    }

    public void Add(string name, string value) => _values.Add(name, value);

    /// <summary>Writes the file whole or not at all.</summary>
    public void Save(string path)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(_values, Format) + "\n");
        File.Move(temporary, path, overwrite: true);
    }
}
