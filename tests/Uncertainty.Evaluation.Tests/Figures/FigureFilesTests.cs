using System.Buffers.Binary;
using ScottPlot;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class FigureFilesTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("figures-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(1, 600, 400)]
    [TestCase(2, 1200, 800)]
    public void SaveFigure_Png_HasThePixelsOfItsSharpness(double sharpness, int width, int height)
    {
        string path = Path.Combine(_folder, "figure.png");
        using Plot plot = FigureLook.NewPlot("title", "x", "y");
        plot.SaveFigure(path, sharpness: sharpness);
        byte[] png = File.ReadAllBytes(path);
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), Is.EqualTo(width));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), Is.EqualTo(height));
        Assert.That(plot.ScaleFactor, Is.EqualTo(1), "as it was");
    }

    [Test]
    public void SaveFigure_OverAFile_ReplacesItAndLeavesNothingElse()
    {
        string path = Path.Combine(_folder, "figure.SVG");
        File.WriteAllText(path, "old");
        using Plot plot = FigureLook.NewPlot("title", "x", "y");
        plot.SaveFigure(path, 300, 200);
        Assert.That(File.ReadAllText(path), Does.Contain("<svg"));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void SaveFigure_BadInput_NamesTheParameterAndWritesNothing()
    {
        using Plot plot = FigureLook.NewPlot("title", "x", "y");
        string path = Path.Combine(_folder, "figure.png");
        Assert.That(
            Assert.Throws<ArgumentException>(() => plot.SaveFigure(Path.Combine(_folder, "figure.jpg")))!.Message, Does.Contain("must end in .png or .svg"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => plot.SaveFigure(path, width: 0))!.ParamName, Is.EqualTo("width"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => plot.SaveFigure(path, height: 0))!.ParamName, Is.EqualTo("height"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => plot.SaveFigure(path, sharpness: double.NaN))!.ParamName, Is.EqualTo("sharpness"));
        Assert.Throws<DirectoryNotFoundException>(() => plot.SaveFigure(Path.Combine(_folder, "none", "figure.png")));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }
}
