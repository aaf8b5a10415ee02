using TorchSharp;

namespace Uncertainty.Evaluation;

/// <summary>A saved calibration: settings and lists of numbers in double. What belongs to one part of several has the part's name before its own.</summary>
internal sealed class FittedFile : IDisposable
{
    private readonly TensorFile _file;
    private readonly string _part;

    private FittedFile(TensorFile file, string part)
    {
        _file = file;
        _part = part;
    }

    public static void Save(
        string path,
        string kind,
        int version,
        IEnumerable<KeyValuePair<string, string>> settings,
        IEnumerable<(string Name, double[] Values)> values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        TensorFile.Save(path, kind, version, settings, [.. values.Select(entry => (entry.Name, torch.tensor(entry.Values)))]);
    }

    public static FittedFile Load(string path, string kind, int newest) => new(TensorFile.Load(path, kind, newest), "");

    /// <summary>What one part has in the file, which stays this object's.</summary>
    public FittedFile Part(string name) => new(_file, $"{_part}{name}.");

    /// <summary>A list of finite numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">The length it must have; -1 for any.</param>
    public double[] Values(string name, long length = -1) => _file.Numbers(_part + name, length);

    public string Text(string key) => _file.Text(_part + key);

    public double Number(string key) => _file.Number(_part + key);

    public bool Flag(string key) => _file.Flag(_part + key);

    public T Named<T>(string key)
        where T : struct, Enum => _file.Named<T>(_part + key);

    public int Count(string key) => _file.Count(_part + key);

    public InvalidDataException Wrong(string what) => _file.Wrong(what);

    public T Make<T>(Func<T> make) => _file.Make(make);

    /// <summary>Numbers of which each is greater than the one before.</summary>
    public double[] Rising(double[] values, string name) =>
        values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second) ? values : throw Wrong($"its numbers '{_part}{name}' do not rise.");

    public void Dispose() => _file.Dispose();
}
