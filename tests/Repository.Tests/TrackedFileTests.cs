namespace Repository.Tests;

/// <summary>The repository holds text that people write: no binaries, no data sets, no trained models.</summary>
[TestFixture]
internal sealed class TrackedFileTests
{
    private static readonly string[] Binary =
    [
        ".dll", ".exe", ".pdb", ".so", ".a", ".o", ".dylib", ".lib", ".nupkg", ".snupkg",
        ".pt", ".pth", ".bin", ".onnx", ".safetensors", ".npy", ".npz", ".pkl",
        ".h5", ".parquet", ".gz", ".zip", ".tar", ".7z", ".xz", ".whl", ".db", ".sqlite", ".png", ".jpg", ".jpeg", ".pdf",
    ];

    [Test]
    public void Tracked_Files_AreNoBinariesAndNoDataSets()
    {
        string[] files = TrackedOrSkip();
        Assert.That(files, Does.Contain("Uncertainty.sln"));
        Assert.That(files.Where(IsBinary), Is.Empty);
    }

    [Test]
    public void Tracked_Files_AreSmall()
    {
        const int Megabyte = 1 << 20;
        IEnumerable<FileInfo> files = TrackedOrSkip().Select(file => new FileInfo(Path.Combine(RepositoryFiles.Root, file)));
        Assert.That(files.Where(file => file is { Exists: true, Length: > Megabyte }), Is.Empty);
    }

    [TestCase("data/train-images-idx3-ubyte", true)]
    [TestCase("data/t10k-labels-idx1-ubyte.GZ", true)]
    [TestCase("native/libtorch.so.1", true)]
    [TestCase("lenet.pt", true)]
    [TestCase("src/Idx.cs", false)]
    [TestCase("docs/sound.md", false)]
    public void IsBinary_Names_AreTold(string file, bool expected) => Assert.That(IsBinary(file), Is.EqualTo(expected));

    private static string[] TrackedOrSkip()
    {
        string[]? files = RepositoryFiles.Tracked();
        Assume.That(files, Is.Not.Null, "There is no git here, or this is not a git folder.");
        return files!;
    }

    private static bool IsBinary(string file)
    {
        string name = Path.GetFileName(file);
        return Binary.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            || name.Contains(".so.", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("-ubyte", StringComparison.OrdinalIgnoreCase);
    }
}
