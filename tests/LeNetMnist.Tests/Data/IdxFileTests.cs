using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

internal sealed class IdxFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DropFolder() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void Read_GoodFiles_GivesPixelsAndLabels(bool zipped)
    {
        ImageSet images = Read(Pack(IdxBytes.Images(2)), Pack(IdxBytes.Labels(9, 0)));

        Assert.That((images.Source, images.Count, images.Height, images.Width, images.Classes), Is.EqualTo(("set", 2, 3, 2, 10)));
        Assert.That(images.Pixels, Is.EqualTo(new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }));
        Assert.That(images.Labels, Is.EqualTo(new byte[] { 9, 0 }));

        byte[] Pack(byte[] bytes) => zipped ? IdxBytes.Zip(bytes) : bytes;
    }

    [Test]
    public void Read_MissingFile_NamesIt()
    {
        string images = _folder.Write("images", IdxBytes.Images(1));

        Assert.That(
            () => IdxFile.Read("set", images, Path.Combine(_folder.Path, "absent")),
            Throws.InstanceOf<FileNotFoundException>().With.Message.Contains("absent"));
    }

    [TestCase(0, "ends after 0")]
    [TestCase(15, "ends after 15")]
    [TestCase(16, "ends after 0")]
    [TestCase(27, "ends after 11")]
    public void Read_TruncatedImages_SaysWhereTheyEnd(int length, string expected) =>
        AssertRefused(IdxBytes.Images(2)[..length], IdxBytes.Labels(1, 2), "images", expected);

    [Test]
    public void Read_TruncatedGzip_IsRefused()
    {
        byte[] zipped = IdxBytes.Zip(IdxBytes.Images(200));

        AssertRefused(zipped[..^60], IdxBytes.Labels(new byte[200]), "images", "expected 1200 values", "ends after");
    }

    [Test]
    public void Read_GzipWithUnknownBlockType_IsRefused()
    {
        byte[] zipped = IdxBytes.Zip(IdxBytes.Images(200));
        zipped[10] |= 0x06;

        AssertRefused(zipped, IdxBytes.Labels(new byte[200]), "images", "gzip");
    }

    [Test]
    public void Read_GzipWithWrongChecksum_IsRefused()
    {
        byte[] zipped = IdxBytes.Zip(IdxBytes.Images(200));
        zipped[^8] ^= 1;

        AssertRefused(zipped, IdxBytes.Labels(new byte[200]), "images", "gzip");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Read_TrailingByte_IsRefused(bool zipped)
    {
        byte[] images = [.. IdxBytes.Images(2), 0];

        AssertRefused(zipped ? IdxBytes.Zip(images) : images, IdxBytes.Labels(1, 2), "images", "more bytes follow");
    }

    [Test]
    public void Read_LabelsGivenAsImages_SaysBothMagicNumbers() =>
        AssertRefused(IdxBytes.Labels(1, 2), IdxBytes.Labels(1, 2), "images", "2051", "2049");

    [Test]
    public void Read_ImagesGivenAsLabels_SaysBothMagicNumbers() =>
        AssertRefused(IdxBytes.Images(2), IdxBytes.Images(2), "labels", "2049", "2051");

    [TestCase(0, 3, 2, "dimension 0")]
    [TestCase(2, 0, 2, "dimension 1")]
    [TestCase(2, 3, -1, "dimension 2")]
    public void Read_DimensionBelowOne_NamesIt(int count, int height, int width, string expected) =>
        AssertRefused(IdxBytes.File([2051, count, height, width], new byte[12]), IdxBytes.Labels(1, 2), "images", expected);

    [Test]
    public void Read_DimensionsBeyondMemory_AreRefused() =>
        AssertRefused(
            IdxBytes.File([2051, int.MaxValue, int.MaxValue, int.MaxValue], []), IdxBytes.Labels(1), "images", "announces");

    [Test]
    public void Read_OneLabelTooFew_SaysBothCounts() =>
        AssertRefused(IdxBytes.Images(3), IdxBytes.Labels(1, 2), "labels", "expected 3", "has 2");

    [Test]
    public void Read_LabelAboveNine_NamesIt() =>
        AssertRefused(IdxBytes.Images(2), IdxBytes.Labels(3, 10), "labels", "label 1 is 10");

    private ImageSet Read(byte[] images, byte[] labels) =>
        IdxFile.Read("set", _folder.Write("images", images), _folder.Write("labels", labels));

    private void AssertRefused(byte[] images, byte[] labels, string file, params string[] words)
    {
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Read(images, labels))!;
        Assert.That(refusal.Message, Does.StartWith(Path.Combine(_folder.Path, file)));
        foreach (string word in words)
        {
            Assert.That(refusal.Message, Does.Contain(word));
        }
    }
}
