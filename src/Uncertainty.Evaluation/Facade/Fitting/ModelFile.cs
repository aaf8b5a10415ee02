namespace Uncertainty.Evaluation;

/// <summary>One file of a fitted part: whether it is read, written or neither is settled before anything is fitted.</summary>
internal sealed class ModelFile
{
    private readonly string? _path;

    /// <summary>Looks at the disk once.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="use">What it is for.</param>
    /// <param name="name">Name of the option that the path is from.</param>
    /// <exception cref="ArgumentException">The path is that of a folder.</exception>
    /// <exception cref="FileNotFoundException">The file is to be loaded and is not there.</exception>
    /// <exception cref="DirectoryNotFoundException">The file is to be saved, and its folder is not there.</exception>
    public ModelFile(string? path, ModelFiles use, string name)
    {
        if (path is null)
        {
            return;
        }

        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
        {
            throw OptionErrors.Wrong($"{name} must be the path of a file; '{path}' is a folder.");
        }

        Loads = use == ModelFiles.Load || (use == ModelFiles.LoadOrFitAndSave && File.Exists(_path));
        if (Loads && !File.Exists(_path))
        {
            throw new FileNotFoundException(
                $"{name} '{path}' is not there, and ModelFiles is {use}: fit and save it first, by {ModelFiles.FitAndSave}.", path);
        }

        if (!Loads && !Directory.Exists(Path.GetDirectoryName(_path)))
        {
            throw new DirectoryNotFoundException($"The folder of {name} '{path}' is not there, so that nothing could be saved in it.");
        }
    }

    /// <summary>Whether there is a file at all.</summary>
    public bool IsGiven => _path is not null;

    /// <summary>Whether the part is loaded instead of fitted.</summary>
    public bool Loads { get; }

    /// <summary>Whether both are one file.</summary>
    public bool IsSameAs(ModelFile other) => _path is not null && _path == other._path;

    /// <summary>Loads the part, or fits it.</summary>
    public T Get<T>(Func<string, T> load, Func<T> fit) => Loads ? load(_path!) : fit();

    /// <summary>Saves the part where it is to be saved.</summary>
    public void Save(Action<string> save)
    {
        if (_path is not null && !Loads)
        {
            save(_path);
        }
    }
}
