namespace ScottPlot.Tests.Plottables;

[TestFixture]
internal sealed class PointTests
{
    private static readonly Color Red = Colors.Red;

    [Test]
    public void Marker_FilledSquare_IsAroundItsPoint([Values(0.0, 1.7, -3.2)] double x, [Values(0.0, 2.3)] double y)
    {
        Plot plot = Empty();
        plot.Add.Marker(x, y, MarkerShape.FilledSquare, 21, Red);
        PngFile png = PngFile.Of(plot);
        Pixel at = plot.GetPixel(new Coordinates(x, y));
        (int left, int right, int top, int bottom, _) = png.BoxOf(Red);
        Assert.That((left + right + 1) / 2.0, Is.EqualTo(at.X).Within(1));
        Assert.That((top + bottom + 1) / 2.0, Is.EqualTo(at.Y).Within(1));
        Assert.That(right - left + 1, Is.EqualTo(21).Within(1));
        Assert.That(bottom - top + 1, Is.EqualTo(21).Within(1));
    }

    [Test]
    public void Markers_EveryShape_DrawsSomethingAroundItsPoint([Values] MarkerShape shape)
    {
        Plot plot = Empty();
        ScottPlot.Plottables.Markers markers = plot.Add.Markers(new[] { new Coordinates(1, 1) }, shape, 20, Red);
        markers.MarkerLineWidth = 3;
        PngFile png = PngFile.Of(plot);
        (int left, int right, int top, int bottom, int count) = png.BoxOf(Red);
        if (shape == MarkerShape.None)
        {
            Assert.That(count, Is.Zero);
            return;
        }

        Pixel at = plot.GetPixel(new Coordinates(1, 1));
        Assert.That(count, Is.Positive);
        Assert.That(at.X - left, Is.LessThan(17));
        Assert.That(right - at.X, Is.LessThan(17));
        Assert.That(at.Y - top, Is.LessThan(17));
        Assert.That(bottom - at.Y, Is.LessThan(17));
    }

    [Test]
    public void ScatterLine_Level_RunsThroughItsPoints()
    {
        Plot plot = Empty();
        plot.Add.ScatterLine(new double[] { -5.0, 5.0 }, new double[] { 2.0, 2.0 }, Red).LineWidth = 3;
        PngFile png = PngFile.Of(plot);
        (int left, int right, int top, int bottom, _) = png.BoxOf(Red);
        Assert.That(left, Is.EqualTo(plot.GetPixel(new Coordinates(-5, 2)).X).Within(1));
        Assert.That(right + 1, Is.EqualTo(plot.GetPixel(new Coordinates(5, 2)).X).Within(1));
        Assert.That((top + bottom + 1) / 2.0, Is.EqualTo(plot.GetPixel(new Coordinates(0, 2)).Y).Within(1));
    }

    [Test]
    public void ScatterLine_NaN_InterruptsTheLine()
    {
        Plot plot = Empty();
        plot.Add.ScatterLine(new double[] { -5.0, -1.0, 0.0, 1.0, 5.0 }, new double[] { 2.0, 2.0, double.NaN, 2.0, 2.0 }, Red).LineWidth = 5;
        PngFile png = PngFile.Of(plot);
        Assert.That(png.At(plot.GetPixel(new Coordinates(-3, 2))), Is.EqualTo(Red));
        Assert.That(png.At(plot.GetPixel(new Coordinates(3, 2))), Is.EqualTo(Red));
        Assert.That(png.At(plot.GetPixel(new Coordinates(0.25, 2))), Is.Not.EqualTo(Red));
    }

    [Test]
    public void Scatter_Steps_GoAcrossFirstOrUpFirst()
    {
        Plot plot = Empty();
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(new double[] { -4.0, 4.0 }, new double[] { -4.0, 4.0 }, Red);
        line.LineWidth = 5;
        line.ConnectStyle = ConnectStyle.StepHorizontal;
        PngFile across = PngFile.Of(plot);
        Pixel lowerRight = plot.GetPixel(new Coordinates(3, -4));
        Assert.That(across.At(lowerRight), Is.EqualTo(Red));
        line.ConnectStyle = ConnectStyle.StepVertical;
        Assert.That(PngFile.Of(plot).At(lowerRight), Is.Not.EqualTo(Red));
    }

    [Test]
    public void Scatter_OutsideTheLimits_IsCutOffAtTheData()
    {
        Plot plot = Empty();
        plot.Add.ScatterLine(new double[] { -100.0, 100.0 }, new double[] { 1.0, 1.0 }, Red).LineWidth = 5;
        PngFile png = PngFile.Of(plot);
        (int left, int right, _, _, _) = png.BoxOf(Red);
        Assert.That(left, Is.GreaterThanOrEqualTo(plot.LastRender.DataRect.Left - 1));
        Assert.That(right, Is.LessThanOrEqualTo(plot.LastRender.DataRect.Right + 1));
    }

    [Test]
    public void Scatter_Hidden_DrawsNothingAndHasNoSay()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0, 1 }, new double[] { 0, 1 }, Colors.Blue);
        plot.Add.Scatter(new double[] { 0.0, 1000.0 }, new double[] { 0.0, 1000.0 }, Red).IsVisible = false;
        plot.Axes.AutoScale();
        Assert.That(plot.Axes.GetLimits().Right, Is.EqualTo(1.05).Within(1e-9));
        Assert.That(PngFile.Of(plot).BoxOf(Red).Count, Is.Zero);
    }

    [Test]
    public void Scatter_ArrayChangedLater_ShowsTheChange()
    {
        double[] ys = [1.0, 1.0];
        Plot plot = new();
        ScottPlot.Plottables.Scatter scatter = plot.Add.Scatter(new double[] { 0, 1 }, ys);
        ys[1] = 5;
        Assert.That(scatter.GetAxisLimits().Top, Is.EqualTo(5));
    }

    [Test]
    public void Scatter_OtherNumbers_AreTakenAsWell()
    {
        Plot plot = new();
        AxisLimits limits = plot.Add.Scatter(new[] { 1, 2, 3 }, new[] { 1.5f, 2.5f, 0.5f }).GetAxisLimits();
        Assert.That((limits.Left, limits.Right, limits.Bottom, limits.Top), Is.EqualTo((1, 3, .5, 2.5)));
    }

    [Test]
    public void Palette_SeriesAfterSeries_TakesTheNextColour()
    {
        Plot plot = new();
        Color first = plot.Add.Scatter(0.0, 0.0).Color;
        Color second = plot.Add.Scatter(0.0, 0.0).Color;
        Assert.That((first.ToHex(), second.ToHex()), Is.EqualTo(("#1F77B4", "#FF7F0E")));
        plot.Clear();
        Assert.That(plot.Add.GetNextColor(), Is.EqualTo(first));
    }

    private static Plot Empty()
    {
        Plot plot = new();
        plot.Axes.SetLimits(-10, 10, -5, 5);
        plot.HideGrid();
        return plot;
    }
}
