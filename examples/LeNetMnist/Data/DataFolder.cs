namespace LeNetMnist.Data;

/// <summary>
/// A directory with MNIST in it, in a folder <c>mnist</c> or directly, and perhaps Fashion-MNIST, in a folder <c>fashion-mnist</c>
/// inside or beside it.
/// </summary>
internal sealed class DataFolder
{
    private const string MnistFolder = "mnist";
    private const string FashionFolder = "fashion-mnist";

    private DataFolder(IdxFolder mnist, IdxFolder? fashion)
    {
        Mnist = mnist;
        FashionMnist = fashion;
    }

    public IdxFolder Mnist { get; }

    /// <summary>Fashion-MNIST, or null when it is not there.</summary>
    public IdxFolder? FashionMnist { get; }

    /// <summary>Finds the data sets under <paramref name="directory"/>; reads nothing yet.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="FileNotFoundException">MNIST is not there, or only a part of one of the data sets.</exception>
    public static DataFolder Open(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"The data directory {root} does not exist.");
        }

        // Fashion-MNIST uses the same file names: a folder of that name is never read as MNIST.
        bool isFashion = string.Equals(Path.GetFileName(root), FashionFolder, StringComparison.OrdinalIgnoreCase);
        string inner = Path.Combine(root, MnistFolder);
        IdxFolder? mnist = IdxFolder.Find("MNIST", inner);
        if (mnist is null && !isFashion)
        {
            mnist = IdxFolder.Find("MNIST", root);
        }

        if (mnist is null)
        {
            string places = isFashion ? inner : $"{inner} and {root}";
            throw new FileNotFoundException(
                $"MNIST was not found. Looked in {places} for {string.Join(", ", IdxFolder.FileNames)}, each plain or as .gz.");
        }

        return new DataFolder(mnist, FindFashion(root));
    }

    private static IdxFolder? FindFashion(string root)
    {
        IdxFolder? inside = IdxFolder.Find("Fashion-MNIST", Path.Combine(root, FashionFolder));
        string? parent = Path.GetDirectoryName(root);
        return inside ?? (parent is null ? null : IdxFolder.Find("Fashion-MNIST", Path.Combine(parent, FashionFolder)));
    }
}
