namespace ScottPlot.Tests.Looks;

[TestFixture]
internal sealed class MultiplotTests
{
    [Test]
    public void Grid_FourPlots_StandRowByRow()
    {
        Multiplot multiplot = new();
        multiplot.AddPlots(4);
        multiplot.Layout = new ScottPlot.MultiplotLayouts.Grid(2, 2);
        Color[] colors = [Colors.Red, Colors.Lime, Colors.Blue, Colors.Yellow];
        foreach ((Plot plot, Color color) in multiplot.GetPlots().Zip(colors))
        {
            plot.HideAxesAndGrid();
            plot.FigureBackground.Color = color;
        }

        using ScratchFolder folder = new();
        multiplot.SavePng(folder.File("a.png"), 200, 100);
        PngFile png = new(File.ReadAllBytes(folder.File("a.png")));
        Assert.That((png.Width, png.Height), Is.EqualTo((200, 100)));
        Assert.That(new[] { png[50, 25], png[150, 25], png[50, 75], png[150, 75] }, Is.EqualTo(colors));
    }

    [Test]
    public void Columns_ThreePlots_ShareTheWidth()
    {
        Multiplot multiplot = new();
        multiplot.AddPlots(3);
        multiplot.Layout = new ScottPlot.MultiplotLayouts.Columns();
        PixelRect[] places = multiplot.Layout.GetSubplotRectangles(multiplot.Subplots, new PixelRect(300f, 100f));
        Assert.That(places.Select(place => place.Left), Is.EqualTo(new float[] { 0, 100, 200 }).Within(1e-3));
        Assert.That(places.Select(place => place.Height), Is.All.EqualTo(100));
    }

    [Test]
    public void Grid_SevenRows_AddUpToTheFigure()
    {
        Multiplot multiplot = new();
        multiplot.AddPlots(49);
        multiplot.Layout = new ScottPlot.MultiplotLayouts.Grid(7, 7);
        PixelRect[] places = multiplot.Layout.GetSubplotRectangles(multiplot.Subplots, new PixelRect(700f, 700f));
        Assert.That(places[^1].Right, Is.EqualTo(700).Within(1e-3));
        Assert.That(places[^1].Bottom, Is.EqualTo(700).Within(1e-3));
    }

    [Test]
    public void CustomGrid_Spans_TakeTheirCells()
    {
        Multiplot multiplot = new();
        multiplot.AddPlots(2);
        ScottPlot.MultiplotLayouts.CustomGrid layout = new();
        multiplot.Layout = layout;
        layout.Set(multiplot.GetPlot(0), new GridCell(0, 0, 3, 1, rowSpan: 2));
        layout.Set(multiplot.GetPlot(1), new GridCell(2, 0, 3, 1));
        PixelRect[] places = layout.GetSubplotRectangles(multiplot.Subplots, new PixelRect(90f, 90f));
        Assert.That(places[0].Height, Is.EqualTo(60).Within(1e-3));
        Assert.That(places[1].Top, Is.EqualTo(60).Within(1e-3));
    }
}
