namespace ScottPlot.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("figures").FullName;

    internal string File(string name) => Path.Combine(_path, name);

    internal string[] Files() => [.. Directory.GetFiles(_path).Select(file => Path.GetFileName(file))];

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
