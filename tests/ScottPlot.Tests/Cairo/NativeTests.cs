using ScottPlot.Cairo;
using ScottPlot.Interop;
using ScottPlot.TickGenerators;

namespace ScottPlot.Tests.Cairo;

/// <summary>Errors of the native side, and what only compat has.</summary>
[TestFixture]
internal sealed class NativeTests
{
    [Test]
    public void Load_LibraryMissing_SaysWhatToInstall()
    {
        Assert.That(
            () => CairoLoader.Load("libno-such-thing.so.2"),
            Throws.InstanceOf<DllNotFoundException>().With.Message.Contains("libno-such-thing.so.2").And.Message.Contains("apt-get install libcairo2"));
    }

    [Test]
    public void Check_BadStatus_CarriesCairosText()
    {
        Assert.That(() => CairoStatus.Check(11, "Saving"), Throws.InstanceOf<IOException>().With.Message.Contains("Saving: cairo: error while writing"));
        Assert.That(() => CairoStatus.Check(0, "Saving"), Throws.Nothing);
    }

    [Test]
    public void Image_NoPng_IsAnError()
    {
        Assert.That(() => new Image("this is not a picture"u8.ToArray()), Throws.ArgumentException.With.Message.Contains("PNG"));
    }

    [Test]
    public void Image_TruncatedPng_IsAnError()
    {
        using Image image = new(40, 30, Colors.Red);
        byte[] bytes = image.GetImageBytes();
        Assert.That(() => new Image(bytes[..(bytes.Length / 2)]), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void Render_ManyTimes_KeepsNoNativeMemory()
    {
        Plot plot = new();
        plot.Add.Heatmap(new double[,] { { 1, 2 }, { 3, 4 } });
        void Render(int times)
        {
            for (int i = 0; i < times; i++)
            {
                plot.GetImage(1600, 1200).Dispose();
            }
        }

        Render(5);
        long before = Environment.WorkingSet;
        Render(40);
        // The pictures of all renders together have 290 MiB.
        Assert.That(Environment.WorkingSet - before, Is.LessThan(150L << 20));
    }

    [Test]
    public void Image_TooLarge_IsAnError()
    {
        Assert.That(() => new Plot().GetImage(1_000_000, 10), Throws.InvalidOperationException.With.Message.Contains("1000000 x 10"));
    }

    [Test]
    public void SavePdf_Plot_IsAPdf()
    {
        using ScratchFolder folder = new();
        Plot plot = new();
        plot.Add.Scatter(new[] { 0, 1 }, new[] { 0, 1 });
        plot.SavePdf(folder.File("a.pdf"), 600, 400);
        Assert.That(File.ReadAllBytes(folder.File("a.pdf"))[..5], Is.EqualTo("%PDF-"u8.ToArray()));
    }

    [Test]
    public void SaveSvg_Multiplot_HasTheTextsOfAll()
    {
        using ScratchFolder folder = new();
        Multiplot multiplot = new();
        multiplot.AddPlots(2);
        multiplot.GetPlot(0).Title("one");
        multiplot.GetPlot(1).Title("two");
        multiplot.SaveSvg(folder.File("a.svg"), 400, 600);
        SvgFile svg = new(File.ReadAllText(folder.File("a.svg")));
        Assert.That(svg.Texts.Count(text => text.Bottom < 60), Is.GreaterThanOrEqualTo(1));
        Assert.That(svg.Texts.Count(text => text.Top > 300 && text.Bottom < 360), Is.GreaterThanOrEqualTo(1));
    }

    [TestCase("-5", "\u22125")]
    [TestCase("-.5", "\u2212.5")]
    [TestCase("-", "-")]
    [TestCase("a-5", "a-5")]
    [TestCase("-x", "-x")]
    public void Shown_NegativeNumber_HasAMinusSign(string label, string expected)
    {
        Assert.That(TickText.Shown(label), Is.EqualTo(expected));
    }

    [Test]
    public void TickLabels_OfTheGenerator_KeepTheirHyphen()
    {
        Plot plot = new();
        plot.Axes.SetLimits(-10, 10, -10, 10);
        plot.RenderInMemory(600, 400);
        Assert.That(plot.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Label), Has.Some.EqualTo("-10"));
    }

    [Test]
    public void LongLine_InPieces_IsTheSameLine()
    {
        double[] xs = [.. Enumerable.Range(0, 2000).Select(i => i / 200.0)];
        Plot plot = new();
        plot.HideGrid();
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(xs, xs.Select(Math.Sin).ToArray(), Colors.Red.WithAlpha(.5));
        line.LineWidth = 5;
        PngFile png = PngFile.Of(plot);
        Color[] colors = [.. xs.Skip(10).SkipLast(10).Select(x => png.At(plot.GetPixel(new Coordinates(x, Math.Sin(x)))))];
        Assert.That(colors.Select(color => color.G), Is.All.InRange(126, 130), "nowhere laid on twice");
    }
}
