namespace ScottPlot.Tests.Looks;

[TestFixture]
internal sealed class LegendTests
{
    [Test]
    public void GetItems_SeriesWithText_AreListedInOrder()
    {
        Plot plot = new();
        plot.Add.Scatter(0.0, 0.0).LegendText = "first";
        plot.Add.Scatter(0.0, 0.0);
        plot.Add.Bars([1.0]).LegendText = "second";
        plot.Add.HorizontalLine(1).LegendText = "hidden";
        plot.PlottableList[^1].IsVisible = false;
        plot.Legend.ManualItems.Add(new LegendItem { LabelText = "third", FillColor = Colors.Red });
        Assert.That(plot.Legend.GetItems().Select(item => item.LabelText), Is.EqualTo(new[] { "first", "second", "third" }));
    }

    [Test]
    public void Legend_EveryAlignment_LiesInTheDataAtThatPlace([Values] Alignment alignment)
    {
        Plot plot = new();
        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.HideGrid();
        plot.Legend.ManualItems.Add(new LegendItem { LabelText = "of some length", FillColor = Colors.Blue });
        plot.Legend.BackgroundColor = Colors.Red;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.ShowLegend(alignment);
        (int left, int right, int top, int bottom, int count) = PngFile.Of(plot).BoxOf(Colors.Red);
        PixelRect data = plot.LastRender.DataRect;
        Assert.That(count, Is.Positive);
        Assert.That(data.Contains(left, top) && data.Contains(right, bottom), Is.True);
        double expectedX = data.Left + 7 + ((data.Width - 14 - (right - left)) * alignment.HorizontalFraction());
        double expectedY = data.Top + 7 + ((data.Height - 14 - (bottom - top)) * (1 - alignment.VerticalFraction()));
        Assert.That(left, Is.EqualTo(expectedX).Within(3));
        Assert.That(top, Is.EqualTo(expectedY).Within(3));
    }

    [Test]
    public void ShowLegend_OnAnEdge_LeavesTheData()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0, 1 }, new double[] { 0, 1 }).LegendText = "a series";
        plot.RenderInMemory(600, 400);
        float before = plot.LastRender.DataRect.Right;
        plot.ShowLegend(Edge.Right);
        plot.RenderInMemory(600, 400);
        Assert.That(plot.LastRender.DataRect.Right, Is.LessThan(before - 50));
        Assert.That(plot.Legend.IsVisible, Is.False);
    }

    [Test]
    public void Legend_NoItems_IsNotDrawn()
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { 0, 1 }, new double[] { 0, 1 });
        plot.Legend.BackgroundColor = Colors.Red;
        plot.ShowLegend();
        Assert.That(PngFile.Of(plot).BoxOf(Colors.Red).Count, Is.Zero);
    }
}
