using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

internal sealed class ImageSetTests
{
    [Test]
    public void Constructor_MatchingSizes_KeepsWhatItWasGiven()
    {
        ImageSet images = new("two", 1, 3, 4, [1, 2, 3, 4, 5, 6], [3, 0]);

        Assert.That((images.Source, images.Count, images.Height, images.Width, images.Classes), Is.EqualTo(("two", 2, 1, 3, 4)));
        Assert.That(images.Image(1).ToArray(), Is.EqualTo(new byte[] { 4, 5, 6 }));
    }

    [Test]
    public void Constructor_PixelsOfAnotherSize_NamesBothSizes() =>
        Assert.That(
            () => new ImageSet("x", 2, 2, 10, new byte[7], new byte[2]),
            Throws.ArgumentException
                .With.Property("ParamName").EqualTo("pixels").And.Message.Contains("8 bytes").And.Message.Contains("holds 7"));

    [Test]
    public void Constructor_LabelNotBelowClasses_NamesIt() =>
        Assert.That(
            () => new ImageSet("x", 1, 1, 2, new byte[3], [0, 1, 2]),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("labels").And.Message.Contains("label 2 is 2"));

    [Test]
    public void Constructor_NoImages_Throws() =>
        Assert.That(() => new ImageSet("x", 1, 1, 2, [], []), Throws.ArgumentException.With.Property("ParamName").EqualTo("labels"));

    [TestCase(0, 1, 2, "height")]
    [TestCase(1, -1, 2, "width")]
    [TestCase(1, 1, 0, "classes")]
    [TestCase(1, 1, 257, "classes")]
    public void Constructor_SizeOutOfRange_NamesIt(int height, int width, int classes, string parameter) =>
        Assert.That(
            () => new ImageSet("x", height, width, classes, new byte[1], new byte[1]),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(parameter));

    [Test]
    public void Take_FewerThanAll_KeepsTheFirst()
    {
        ImageSet images = new("three", 1, 2, 5, [1, 2, 3, 4, 5, 6], [4, 3, 2]);

        ImageSet first = images.Take(2);

        Assert.That(first.Pixels, Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
        Assert.That(first.Labels, Is.EqualTo(new byte[] { 4, 3 }));
        Assert.That((first.Source, first.Classes), Is.EqualTo(("three", 5)));
    }

    [TestCase(0)]
    [TestCase(4)]
    public void Take_CountOutOfRange_Throws(int count)
    {
        ImageSet images = new("three", 1, 1, 2, new byte[3], new byte[3]);

        Assert.That(() => images.Take(count), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(-1)]
    [TestCase(3)]
    public void Image_IndexOutOfRange_Throws(int index)
    {
        ImageSet images = new("three", 1, 1, 2, new byte[3], new byte[3]);

        Assert.That(() => images.Image(index).Length, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
