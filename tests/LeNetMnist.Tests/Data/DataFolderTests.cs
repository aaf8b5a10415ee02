using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

internal sealed class DataFolderTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DropFolder() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void Open_ParentOfMnist_ReadsBothParts(bool zipped)
    {
        IdxBytes.WriteSet(_folder, "mnist", 5, 3, zipped);

        DataFolder data = DataFolder.Open(_folder.Path);

        Assert.That(data.Mnist.ReadTrain().Count, Is.EqualTo(5));
        Assert.That(data.Mnist.ReadTest().Count, Is.EqualTo(3));
        Assert.That(data.Mnist.ReadTest().Source, Is.EqualTo("MNIST (test)"));
        Assert.That(data.FashionMnist, Is.Null);
    }

    [Test]
    public void Open_MnistItselfWithSeparatorAtTheEnd_FindsItAndFashionBeside()
    {
        IdxBytes.WriteSet(_folder, "numbers", 5, 3);
        IdxBytes.WriteSet(_folder, "fashion-mnist", 2, 1);

        DataFolder data = DataFolder.Open(Path.Combine(_folder.Path, "numbers") + Path.DirectorySeparatorChar);

        Assert.That(data.Mnist.ReadTrain().Count, Is.EqualTo(5));
        Assert.That(data.FashionMnist!.ReadTrain().Count, Is.EqualTo(2));
        Assert.That(data.FashionMnist.ReadTest().Source, Is.EqualTo("Fashion-MNIST (test)"));
    }

    [Test]
    public void Open_ParentOfBoth_FindsFashionInside()
    {
        IdxBytes.WriteSet(_folder, "mnist", 5, 3);
        IdxBytes.WriteSet(_folder, "fashion-mnist", 2, 1);

        DataFolder data = DataFolder.Open(_folder.Path);

        Assert.That(data.FashionMnist!.Directory, Is.EqualTo(Path.Combine(_folder.Path, "fashion-mnist")));
    }

    [Test]
    public void Open_EmptyDirectory_ListsTheFilesLookedFor()
    {
        FileNotFoundException refusal = Assert.Throws<FileNotFoundException>(() => DataFolder.Open(_folder.Path))!;

        foreach (string file in IdxFolder.FileNames)
        {
            Assert.That(refusal.Message, Does.Contain(file));
        }

        Assert.That(refusal.Message, Does.Contain(Path.Combine(_folder.Path, "mnist")));
    }

    [Test]
    public void Open_OnlyFashion_IsNotTakenForMnist()
    {
        IdxBytes.WriteSet(_folder, "fashion-mnist", 2, 1);

        Assert.That(
            () => DataFolder.Open(Path.Combine(_folder.Path, "fashion-mnist")), Throws.InstanceOf<FileNotFoundException>());
    }

    [TestCase("mnist")]
    [TestCase("fashion-mnist")]
    public void Open_OneFileMissing_NamesIt(string damaged)
    {
        IdxBytes.WriteSet(_folder, "mnist", 5, 3);
        IdxBytes.WriteSet(_folder, "fashion-mnist", 5, 3);
        File.Delete(Path.Combine(_folder.Path, damaged, "t10k-labels-idx1-ubyte"));

        FileNotFoundException refusal = Assert.Throws<FileNotFoundException>(() => DataFolder.Open(_folder.Path))!;

        Assert.That(refusal.Message, Does.Contain("t10k-labels-idx1-ubyte").And.Not.Contain("train"));
        Assert.That(refusal.FileName, Is.EqualTo(Path.Combine(_folder.Path, damaged, "t10k-labels-idx1-ubyte")));
    }

    [Test]
    public void Open_NoSuchDirectory_NamesIt() =>
        Assert.That(
            () => DataFolder.Open(Path.Combine(_folder.Path, "nowhere")),
            Throws.InstanceOf<DirectoryNotFoundException>().With.Message.Contains("nowhere"));

    [Test]
    public void Open_RealMnist_HasThePublishedCounts()
    {
        DataFolder data = DataFolder.Open(RealData.Folder());

        ImageSet train = data.Mnist.ReadTrain();
        ImageSet test = data.Mnist.ReadTest();

        Assert.That((train.Count, train.Height, train.Width, train.Classes), Is.EqualTo((60000, 28, 28, 10)));
        Assert.That((test.Count, test.Height, test.Width, test.Classes), Is.EqualTo((10000, 28, 28, 10)));
        Assert.That(train.Labels[..5], Is.EqualTo(new byte[] { 5, 0, 4, 1, 9 }));
    }
}
