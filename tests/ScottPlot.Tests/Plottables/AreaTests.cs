namespace ScottPlot.Tests.Plottables;

[TestFixture]
internal sealed class AreaTests
{
    private static readonly Color Red = Colors.Red;

    [Test]
    public void Bars_Values_ReachFromTheBaseToThem()
    {
        Plot plot = Empty();
        ScottPlot.Plottables.BarPlot bars = plot.Add.Bars([2.0], [3.0]);
        bars.Color = Red;
        bars.Bars[0].LineWidth = 0;
        PngFile png = PngFile.Of(plot);
        (int left, int right, int top, int bottom, _) = png.BoxOf(Red);
        Assert.That(left, Is.EqualTo(plot.GetPixel(new Coordinates(1.6, 0)).X).Within(1));
        Assert.That(right + 1, Is.EqualTo(plot.GetPixel(new Coordinates(2.4, 0)).X).Within(1));
        Assert.That(top, Is.EqualTo(plot.GetPixel(new Coordinates(0, 3)).Y).Within(1));
        Assert.That(bottom + 1, Is.EqualTo(plot.GetPixel(new Coordinates(0, 0)).Y).Within(1));
    }

    [Test]
    public void Bars_Horizontal_LieOnTheirSide()
    {
        Plot plot = Empty();
        ScottPlot.Plottables.BarPlot bars = plot.Add.Bars([2.0], [3.0]);
        bars.Horizontal = true;
        AxisLimits limits = bars.GetAxisLimits();
        Assert.That((limits.Left, limits.Right, limits.Bottom, limits.Top), Is.EqualTo((0, 3, 1.6, 2.4)));
    }

    [Test]
    public void Bars_NaN_IsLeftOut()
    {
        Plot plot = Empty();
        ScottPlot.Plottables.BarPlot bars = plot.Add.Bars([1.0, double.NaN, 3.0]);
        Assert.That(bars.GetAxisLimits().Top, Is.EqualTo(3));
        Assert.That(() => plot.RenderInMemory(), Throws.Nothing);
    }

    [Test]
    public void Bars_LengthsDiffer_SaysSo()
    {
        Assert.That(() => new Plot().Add.Bars([1.0, 2.0], [3.0]), Throws.ArgumentException.With.Message.Contains("length"));
    }

    [Test]
    public void FillY_TwoLines_FillsBetweenThem()
    {
        Plot plot = Empty();
        ScottPlot.Plottables.FillY band = plot.Add.FillY([-4.0, 4.0], [2.0, 2.0], [1.0, 1.0]);
        band.FillColor = Red;
        band.LineWidth = 0;
        PngFile png = PngFile.Of(plot);
        Assert.That(png.At(plot.GetPixel(new Coordinates(0, 1.5))), Is.EqualTo(Red));
        Assert.That(png.At(plot.GetPixel(new Coordinates(0, 2.5))), Is.Not.EqualTo(Red));
        Assert.That(png.At(plot.GetPixel(new Coordinates(5, 1.5))), Is.Not.EqualTo(Red));
    }

    [Test]
    public void Polygon_Triangle_IsFilledInside()
    {
        Plot plot = Empty();
        plot.Add.Polygon([new Coordinates(-4, -4), new Coordinates(4, -4), new Coordinates(-4, 4)]).FillColor = Red;
        PngFile png = PngFile.Of(plot);
        Assert.That(png.At(plot.GetPixel(new Coordinates(-2, -2))), Is.EqualTo(Red));
        Assert.That(png.At(plot.GetPixel(new Coordinates(2, 2))), Is.Not.EqualTo(Red));
    }

    [Test]
    public void Ellipse_Turned_HasTheLimitsOfItsBox()
    {
        AxisLimits limits = new Plot().Add.Ellipse(1, 2, 3, .5, Angle.FromDegrees(90)).GetAxisLimits();
        Assert.That(limits.Left, Is.EqualTo(.5).Within(1e-9));
        Assert.That(limits.Top, Is.EqualTo(5).Within(1e-9));
    }

    [Test]
    public void VerticalLine_AnyPlace_RunsFromBottomToTop()
    {
        Plot plot = Empty();
        plot.Add.VerticalLine(3, 3, Red);
        PngFile png = PngFile.Of(plot);
        (int left, int right, int top, int bottom, _) = png.BoxOf(Red);
        Assert.That((left + right + 1) / 2.0, Is.EqualTo(plot.GetPixel(new Coordinates(3, 0)).X).Within(1));
        Assert.That(top, Is.EqualTo(plot.LastRender.DataRect.Top).Within(2));
        Assert.That(bottom, Is.EqualTo(plot.LastRender.DataRect.Bottom).Within(2));
    }

    [Test]
    public void HorizontalLine_AnyPlace_SetsTheVerticalLimitsOnly()
    {
        AxisLimits limits = new Plot().Add.HorizontalLine(3).GetAxisLimits();
        Assert.That((limits.Bottom, limits.Top), Is.EqualTo((3, 3)));
        Assert.That(limits.IsRealX, Is.False);
    }

    [Test]
    public void HorizontalSpan_FromTo_CoversWhatIsBetween()
    {
        Plot plot = Empty();
        plot.Add.HorizontalSpan(2, -1, Red);
        PngFile png = PngFile.Of(plot);
        Assert.That(png.At(plot.GetPixel(new Coordinates(0, 4))), Is.EqualTo(Red));
        Assert.That(png.At(plot.GetPixel(new Coordinates(3, 4))), Is.Not.EqualTo(Red));
    }

    [Test]
    public void ErrorBar_Errors_WidenTheLimits()
    {
        AxisLimits limits = new Plot().Add.ErrorBar([1.0, 2.0], [5.0, 6.0], [1.0, 3.0]).GetAxisLimits();
        Assert.That((limits.Left, limits.Right, limits.Bottom, limits.Top), Is.EqualTo((1, 2, 3, 9)));
    }

    private static Plot Empty()
    {
        Plot plot = new();
        plot.Axes.SetLimits(-5, 5, -5, 5);
        plot.HideGrid();
        return plot;
    }
}
