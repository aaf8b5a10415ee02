namespace ScottPlot.Tests.Plottables;

[TestFixture]
internal sealed class HeatmapTests
{
    private static readonly Color Dark = new ScottPlot.Colormaps.Viridis().GetColor(0);
    private static readonly Color Bright = new ScottPlot.Colormaps.Viridis().GetColor(1);

    [Test]
    public void Heatmap_FirstRow_IsAtTheTop()
    {
        (Plot plot, _) = Make(new double[,] { { 1, 0 }, { 0, 0 } });
        PngFile png = PngFile.Of(plot);
        Assert.That(png.At(plot.GetPixel(new Coordinates(0, 1))), Is.EqualTo(Bright), "row 0, column 0");
        Assert.That(png.At(plot.GetPixel(new Coordinates(1, 1))), Is.EqualTo(Dark));
        Assert.That(png.At(plot.GetPixel(new Coordinates(0, 0))), Is.EqualTo(Dark));
    }

    [Test]
    public void FlipVertically_FirstRow_IsAtTheBottom()
    {
        (Plot plot, ScottPlot.Plottables.Heatmap map) = Make(new double[,] { { 1, 0 }, { 0, 0 } });
        map.FlipVertically = true;
        Assert.That(PngFile.Of(plot).At(plot.GetPixel(new Coordinates(0, 0))), Is.EqualTo(Bright));
    }

    [Test]
    public void Rectangle_OfTheMap_IsItsOuterEdge()
    {
        (_, ScottPlot.Plottables.Heatmap map) = Make(new double[20, 50]);
        map.Rectangle = new CoordinateRect(-2, 3, 10, 20);
        AxisLimits limits = map.GetAxisLimits();
        Assert.That(limits.Left, Is.EqualTo(-2).Within(1e-9));
        Assert.That(limits.Right, Is.EqualTo(3).Within(1e-9));
        Assert.That(limits.Bottom, Is.EqualTo(10).Within(1e-9));
        Assert.That(limits.Top, Is.EqualTo(20).Within(1e-9));
        Assert.That(map.CellWidth, Is.EqualTo(.1).Within(1e-9));
    }

    [Test]
    public void Extent_OfTheMap_IsTheMiddlesOfItsOuterCells()
    {
        (_, ScottPlot.Plottables.Heatmap map) = Make(new double[3, 3]);
        map.Extent = new CoordinateRect(0, 2, 0, 2);
        AxisLimits limits = map.GetAxisLimits();
        Assert.That((limits.Left, limits.Right, limits.Bottom, limits.Top), Is.EqualTo((-.5, 2.5, -.5, 2.5)));
    }

    [Test]
    public void Edges_OfCells_AreWhereTheDataAre()
    {
        (Plot plot, ScottPlot.Plottables.Heatmap map) = Make(new double[,] { { 0, 1, 0 } });
        map.Extent = null;
        PngFile png = PngFile.Of(plot);
        (int left, int right, _, _, _) = png.BoxOf(Bright);
        Assert.That(left, Is.EqualTo(plot.GetPixel(new Coordinates(.5, 0)).X).Within(1));
        Assert.That(right + 1, Is.EqualTo(plot.GetPixel(new Coordinates(1.5, 0)).X).Within(1));
    }

    [Test]
    public void NaN_Cell_ShowsTheBackgroundOrItsColour()
    {
        (Plot plot, ScottPlot.Plottables.Heatmap map) = Make(new double[,] { { 1, double.NaN }, { 0, 0 } });
        Assert.That(PngFile.Of(plot).At(plot.GetPixel(new Coordinates(1, 1))), Is.EqualTo(Colors.White));
        map.NaNCellColor = Colors.Red;
        Assert.That(PngFile.Of(plot).At(plot.GetPixel(new Coordinates(1, 1))), Is.EqualTo(Colors.Red));
    }

    [Test]
    public void AllEqual_Values_HaveTheFirstColour()
    {
        (Plot plot, _) = Make(new double[,] { { 4, 4 }, { 4, 4 } });
        Assert.That(PngFile.Of(plot).At(plot.GetPixel(new Coordinates(0, 0))), Is.EqualTo(Dark));
    }

    [Test]
    public void AllNaN_Values_AreAnError()
    {
        (Plot plot, _) = Make(new double[,] { { double.NaN, double.NaN } });
        Assert.That(() => plot.RenderInMemory(), Throws.ArgumentException.With.Message.Contains("real number"));
    }

    [Test]
    public void ManualRange_Beyond_IsClamped()
    {
        (Plot plot, ScottPlot.Plottables.Heatmap map) = Make(new double[,] { { -7, 99 } });
        map.ManualRange = new ScottPlot.Range(0, 1);
        PngFile png = PngFile.Of(plot);
        Assert.That(png.At(plot.GetPixel(new Coordinates(0, 0))), Is.EqualTo(Dark));
        Assert.That(png.At(plot.GetPixel(new Coordinates(1, 0))), Is.EqualTo(Bright));
    }

    [Test]
    public void GetValue_OfAPoint_IsThatOfItsCell()
    {
        (_, ScottPlot.Plottables.Heatmap map) = Make(new double[,] { { 1, 2 }, { 3, 4 } });
        Assert.That(map.GetValue(new Coordinates(1.2, .9)), Is.EqualTo(2));
        Assert.That(map.GetValue(new Coordinates(0, 0)), Is.EqualTo(3));
        Assert.That(map.GetValue(new Coordinates(9, 0)), Is.NaN);
    }

    [Test]
    public void ColorBar_OfTheMap_StandsBesideTheDataWithItsRange()
    {
        (Plot plot, ScottPlot.Plottables.Heatmap map) = Make(new double[,] { { 0, 5 }, { 10, 20 } });
        plot.RenderInMemory(600, 400);
        float before = plot.LastRender.DataRect.Right;
        ScottPlot.Panels.ColorBar bar = plot.Add.ColorBar(map);
        PngFile png = PngFile.Of(plot);
        Assert.That(plot.LastRender.DataRect.Right, Is.LessThan(before - bar.Width));
        Assert.That((bar.Axis.Min, bar.Axis.Max), Is.EqualTo((0, 20)));
        float x = plot.LastRender.DataRect.Right + plot.LastRender.Layout.PanelOffsets[bar] + (bar.Width / 2);
        Assert.That(Distance(png.At(new Pixel(x, plot.LastRender.DataRect.Top + 3)), Bright), Is.LessThan(12));
        Assert.That(Distance(png.At(new Pixel(x, plot.LastRender.DataRect.Bottom - 3)), Dark), Is.LessThan(12));
    }

    [Test]
    public void ImageRect_Image_StandsUpright()
    {
        Plot plot = new();
        using Image image = new(new byte[,] { { 255, 0 }, { 0, 0 } });
        plot.Add.ImageRect(image, new CoordinateRect(0, 2, 0, 2)).AntiAlias = false;
        PngFile png = PngFile.Of(plot);
        Assert.That(png.At(plot.GetPixel(new Coordinates(.5, 1.5))), Is.EqualTo(Colors.White));
        Assert.That(png.At(plot.GetPixel(new Coordinates(.5, .5))), Is.EqualTo(Colors.Black));
        Assert.That(png.At(plot.GetPixel(new Coordinates(1.5, 1.5))), Is.EqualTo(Colors.Black));
    }

    private static (Plot Plot, ScottPlot.Plottables.Heatmap Map) Make(double[,] values)
    {
        Plot plot = new();
        plot.HideGrid();
        ScottPlot.Plottables.Heatmap map = plot.Add.Heatmap(values);
        return (plot, map);
    }

    private static int Distance(Color a, Color b) => Math.Abs(a.R - b.R) + Math.Abs(a.G - b.G) + Math.Abs(a.B - b.B);
}
