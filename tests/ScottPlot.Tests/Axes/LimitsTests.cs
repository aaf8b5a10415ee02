namespace ScottPlot.Tests.Axes;

[TestFixture]
internal sealed class LimitsTests
{
    [Test]
    public void AutoScale_Points_LeavesMarginsOfATenthAndThreeTwentieths()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0.0, 10.0 }, new double[] { 0.0, 100.0 });
        plot.Axes.AutoScale();
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That((limits.Left, limits.Right), Is.EqualTo((-0.5, 10.5)));
        Assert.That((limits.Bottom, limits.Top), Is.EqualTo((-7.5, 107.5)));
    }

    [Test]
    public void Render_NothingAdded_ShowsMinusTenToTen()
    {
        Plot plot = new();
        plot.RenderInMemory();
        Assert.That(plot.Axes.GetLimits(), Is.EqualTo(new AxisLimits(-10, 10, -10, 10)));
    }

    [Test]
    public void Render_EmptySeries_ShowsMinusTenToTenAndMargins()
    {
        Plot plot = new();
        plot.Add.Scatter(Array.Empty<double>(), Array.Empty<double>());
        plot.RenderInMemory();
        Assert.That(plot.Axes.GetLimits(), Is.EqualTo(new AxisLimits(-11, 11, -11.5, 11.5)));
    }

    [Test]
    public void Render_OnePoint_ShowsOneUnitAround()
    {
        Plot plot = new();
        plot.Add.Scatter(3.0, 4.0);
        plot.RenderInMemory();
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That(limits.Center, Is.EqualTo(new Coordinates(3, 4)));
        Assert.That(limits.HorizontalSpan, Is.EqualTo(2.2).Within(1e-9));
    }

    [Test]
    public void Render_AllValuesEqual_ShowsOneUnitAround()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 1.0, 2.0 }, new double[] { 7.0, 7.0 });
        plot.RenderInMemory();
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That(limits.VerticalCenter, Is.EqualTo(7));
        Assert.That(limits.VerticalSpan, Is.EqualTo(2.3).Within(1e-9));
    }

    [Test]
    public void AutoScale_NaN_IsPassedOver()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0.0, 1.0, 2.0, double.NaN }, new double[] { 0.0, double.NaN, 2.0, 50.0 });
        AxisLimits limits = plot.Axes.GetDataLimits();
        Assert.That(limits.IsReal, Is.False, "the axes of a series are set by the first render or AutoScale");
        plot.Axes.AutoScale();
        limits = plot.Axes.GetDataLimits();
        Assert.That((limits.Left, limits.Right, limits.Bottom, limits.Top), Is.EqualTo((0, 2, 0, 50)));
    }

    [Test]
    public void Margins_OfFourSides_AreFractionsOfTheSpan()
    {
        Plot plot = new();
        plot.Add.Bars([10.0, 20.0]);
        plot.Axes.Margins(bottom: 0, top: .5, left: 0, right: 0);
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That((limits.Bottom, limits.Top), Is.EqualTo((0, 30)));
        Assert.That((limits.Left, limits.Right), Is.EqualTo((-.4, 1.4)));
    }

    [Test]
    public void SetLimits_Inverted_PutsTheLargerBelow()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0, 1 }, new double[] { 0, 1 });
        plot.Axes.SetLimitsY(1, 0);
        plot.RenderInMemory(300, 300);
        Assert.That(plot.GetPixel(new Coordinates(0, 1)).Y, Is.GreaterThan(plot.GetPixel(new Coordinates(0, 0)).Y));
    }

    [Test]
    public void SquareUnits_WideFigure_GivesBothAxesTheSameScale()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0, 1 }, new double[] { 0, 1 });
        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.Axes.SquareUnits();
        plot.RenderInMemory(800, 300);
        Assert.That(plot.LastRender.PxPerUnitX, Is.EqualTo(plot.LastRender.PxPerUnitY).Within(1e-6));
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That((limits.Bottom, limits.Top), Is.EqualTo((0, 1)), "the axis with less room keeps its limits");
        Assert.That(limits.Center, Is.EqualTo(new Coordinates(.5, .5)));
    }

    [Test]
    public void GetCoordinates_OfGetPixel_IsThePoint()
    {
        Plot plot = new();
        plot.Axes.SetLimits(-3, 7, 100, 400);
        plot.RenderInMemory(500, 400);
        Coordinates back = plot.GetCoordinates(plot.GetPixel(new Coordinates(2.5, 321)));
        Assert.That(back.X, Is.EqualTo(2.5).Within(1e-3));
        Assert.That(back.Y, Is.EqualTo(321).Within(1e-2));
    }

    [Test]
    public void HideAxesAndGrid_Image_FillsTheFigure()
    {
        Plot plot = new();
        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.HideAxesAndGrid();
        plot.RenderInMemory(200, 100);
        Assert.That(plot.LastRender.DataRect, Is.EqualTo(new PixelRect(0, 200, 100, 0)));
    }

    [Test]
    public void LayoutFixed_Padding_PlacesTheData()
    {
        Plot plot = new();
        plot.Layout.Fixed(new PixelPadding(50, 10, 40, 20));
        plot.RenderInMemory(400, 300);
        Assert.That(plot.LastRender.DataRect, Is.EqualTo(new PixelRect(50, 390, 260, 20)));
    }
}
