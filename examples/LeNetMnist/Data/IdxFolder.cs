namespace LeNetMnist.Data;

/// <summary>A folder that holds a training and a test set as four IDX files under their published names, each plain or gzip.</summary>
internal sealed class IdxFolder
{
    /// <summary>The published names, without <c>.gz</c>: training images and labels, test images and labels.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
    [
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
    ];

    private readonly string[] _paths;

    private IdxFolder(string name, string directory, string[] paths)
    {
        Name = name;
        Directory = directory;
        _paths = paths;
    }

    /// <summary>The name of the data set, such as <c>MNIST</c>.</summary>
    public string Name { get; }

    public string Directory { get; }

    /// <summary>The data set in <paramref name="directory"/>, or null when it holds none of the four files.</summary>
    /// <exception cref="FileNotFoundException">It holds some of the four files but not all.</exception>
    public static IdxFolder? Find(string name, string directory)
    {
        string?[] paths = [.. FileNames.Select(file => FindFile(directory, file))];
        if (paths.All(path => path is null))
        {
            return null;
        }

        string[] missing = [.. FileNames.Where((_, index) => paths[index] is null)];
        if (missing.Length > 0)
        {
            throw new FileNotFoundException(
                $"{directory} holds only a part of {name}. Missing, plain or as .gz: {string.Join(", ", missing)}.",
                Path.Combine(directory, missing[0]));
        }

        return new IdxFolder(name, directory, [.. paths.OfType<string>()]);
    }

    public ImageSet ReadTrain() => IdxFile.Read($"{Name} (training)", _paths[0], _paths[1]);

    public ImageSet ReadTest() => IdxFile.Read($"{Name} (test)", _paths[2], _paths[3]);

    private static string? FindFile(string directory, string file)
    {
        string plain = Path.Combine(directory, file);
        string zipped = plain + ".gz";
        return File.Exists(plain) ? plain : File.Exists(zipped) ? zipped : null;
    }
}
