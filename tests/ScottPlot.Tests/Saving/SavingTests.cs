using System.Xml.Linq;

namespace ScottPlot.Tests.Saving;

[TestFixture]
internal sealed class SavingTests
{
    [TestCase(600, 400)]
    [TestCase(1, 1)]
    [TestCase(37, 911)]
    public void SavePng_AnySize_HasThatSize(int width, int height)
    {
        using ScratchFolder folder = new();
        SavedImageInfo info = Curve().SavePng(folder.File("a.png"), width, height);
        PngFile png = new(File.ReadAllBytes(folder.File("a.png")));
        Assert.That((png.Width, png.Height), Is.EqualTo((width, height)));
        Assert.That(info.Path, Is.EqualTo(folder.File("a.png")));
        Assert.That(info.FileSize, Is.EqualTo(new FileInfo(info.Path).Length));
        Assert.That(folder.Files(), Is.EqualTo(new[] { "a.png" }), "nothing is left beside it");
    }

    [Test]
    public void SaveSvg_AnySize_IsXmlOfThatSize()
    {
        using ScratchFolder folder = new();
        Curve().SaveSvg(folder.File("a.svg"), 600, 400);
        XElement root = XElement.Load(folder.File("a.svg"));
        Assert.That(root.Name.LocalName, Is.EqualTo("svg"));
        Assert.That(root.Attribute("width")!.Value.Replace("px", string.Empty, StringComparison.Ordinal), Is.EqualTo("600"));
        Assert.That(root.Attribute("height")!.Value.Replace("px", string.Empty, StringComparison.Ordinal), Is.EqualTo("400"));
    }

    [Test]
    public void Save_ByExtension_WritesThatFormat()
    {
        using ScratchFolder folder = new();
        Plot plot = Curve();
        plot.Save(folder.File("a.PNG"), 30, 20);
        plot.Save(folder.File("a.svg"), 30, 20);
        plot.Save(folder.File("a.bmp"), 30, 20);
        Assert.That(new PngFile(File.ReadAllBytes(folder.File("a.PNG"))).Width, Is.EqualTo(30));
        Assert.That(XElement.Load(folder.File("a.svg")).Name.LocalName, Is.EqualTo("svg"));
        Assert.That(File.ReadAllBytes(folder.File("a.bmp"))[..2], Is.EqualTo("BM"u8.ToArray()));
    }

    [Test]
    public void Save_UnknownExtension_SaysSo()
    {
        Assert.That(() => Curve().Save("a.gif", 30, 20), Throws.ArgumentException.With.Message.Contains(".gif"));
    }

    [TestCase(0, 400, "width")]
    [TestCase(600, -1, "height")]
    public void SavePng_NoSize_NamesIt(int width, int height, string name)
    {
        Assert.That(() => Curve().SavePng("a.png", width, height), Throws.ArgumentException.With.Message.Contains(name));
    }

    [Test]
    public void SavePng_FolderMissing_Throws()
    {
        using ScratchFolder folder = new();
        Assert.That(() => Curve().SavePng(folder.File("none/a.png"), 30, 20), Throws.InstanceOf<IOException>());
        Assert.That(folder.Files(), Is.Empty);
    }

    [Test]
    public void SavePng_FileIsThere_IsReplaced()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder.File("a.png"), "old");
        Curve().SavePng(folder.File("a.png"), 30, 20);
        Assert.That(new PngFile(File.ReadAllBytes(folder.File("a.png"))).Height, Is.EqualTo(20));
    }

    [Test]
    public void ScaleFactor_Two_DrawsTheSameTwiceAsLarge()
    {
        Plot plot = Curve();
        plot.RenderInMemory(600, 400);
        PixelRect once = plot.LastRender.DataRect;
        Pixel before = plot.GetPixel(new Coordinates(1, 1));
        plot.ScaleFactor = 2;
        PngFile png = PngFile.Of(plot, 1200, 800);
        Pixel after = plot.GetPixel(new Coordinates(1, 1));
        Assert.That((png.Width, png.Height), Is.EqualTo((1200, 800)));
        Assert.That(plot.LastRender.DataRect.Width, Is.EqualTo(once.Width).Within(1));
        Assert.That(after.X, Is.EqualTo(2 * before.X).Within(2));
        Assert.That(after.Y, Is.EqualTo(2 * before.Y).Within(2));
    }

    [Test]
    public void Image_SavedAndRead_IsTheSame()
    {
        byte[,,] pixels = { { { 255, 0, 0 }, { 0, 255, 0 } }, { { 0, 0, 255 }, { 9, 99, 199 } } };
        using Image written = new(pixels);
        using Image read = new(written.GetImageBytes(ImageFormat.Png));
        PngFile png = new(read.GetImageBytes(ImageFormat.Png));
        Assert.That((read.Width, read.Height), Is.EqualTo((2, 2)));
        Assert.That(png[1, 0], Is.EqualTo(new Color((byte)0, (byte)255, (byte)0)));
        Assert.That(png[1, 1], Is.EqualTo(new Color((byte)9, (byte)99, (byte)199)));
    }

    [Test]
    public void Image_FileMissing_SaysWhich()
    {
        Assert.That(() => new Image("no-such-file.png"), Throws.InstanceOf<FileNotFoundException>().With.Message.Contains("no-such-file.png"));
    }

    private static Plot Curve()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0.0, 1.0, 2.0 }, new double[] { 0.0, 1.0, 4.0 });
        return plot;
    }
}
