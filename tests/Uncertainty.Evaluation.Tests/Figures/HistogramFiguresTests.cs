using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class HistogramFiguresTests
{
    private static readonly HistogramGroup Four = new("four", [0, 1, 1, 4]);

    [Test]
    public void Draw_ByHand_ShowsTheShareOfEachBin()
    {
        using Plot plot = HistogramFigures.Draw("title", "value", [Four, new("two", [2, 3])], bins: 4);
        DrawnFigure figure = new(plot);
        Assert.That(figure.Plot.GetPlottables<FillY>().Select(area => area.LegendText), Is.EqualTo(new[] { "four (4)", "two (2)" }));
        Assert.That(HistogramFigures.Shares([0, 1, 1, 4], 4, 0, 4), Is.EqualTo(new[] { .25, .5, 0, .25 }));
        Assert.That(HistogramFigures.Shares([2, 3], 4, 0, 4), Is.EqualTo(new[] { 0, 0, .5, .5 }));
    }

    [Test]
    public void Draw_AreasOfTheGroups_AreWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = HistogramFigures.Draw("title", "value", [Four, new("two", [2, 3])], bins: 4);
        DrawnFigure figure = new(plot);
        PixelRect area = figure.FilledWith(FigureLook.Series(1)).MaxBy(box => box.Width * box.Height);
        (Pixel corner, Pixel opposite) = (plot.GetPixel(new Coordinates(0, 0)), plot.GetPixel(new Coordinates(4, .5)));
        Assert.That(area.Left, Is.EqualTo(corner.X).Within(1));
        Assert.That(area.Right, Is.EqualTo(opposite.X).Within(1));
        Assert.That(area.Top, Is.EqualTo(opposite.Y).Within(1));
        Assert.That(area.Bottom, Is.EqualTo(corner.Y).Within(1));
    }

    [Test]
    public void Draw_Threshold_IsMarkedAndInSightEvenBeyondTheValues()
    {
        using Plot plot = HistogramFigures.Draw("title", "value", [Four], threshold: 9.5);
        Assert.That(plot.GetPlottables<VerticalLine>().Single().X, Is.EqualTo(9.5));
        Assert.That(plot.Axes.GetLimits().Right, Is.GreaterThan(9.5));
        Assert.That(plot.GetPlottables<VerticalLine>().Single().LegendText, Is.EqualTo("threshold 9.5"));
    }

    [TestCase(0.0)]
    [TestCase(7.0)]
    [TestCase(-1e-9)]
    public void Draw_AllValuesEqual_IsOneBar(double value)
    {
        using Plot plot = HistogramFigures.Draw("title", "value", [new("equal", [value, value, value])], bins: 3);
        Assert.That(plot.Axes.GetLimits().Left, Is.LessThan(value));
        Assert.That(plot.Axes.GetLimits().Right, Is.GreaterThan(value));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Draw_OneValueOfManyGroups_IsReadable()
    {
        using Plot plot = HistogramFigures.Draw("A title of the usual length", "value, nats", [.. Enumerable.Range(0, 8).Select(i => new HistogramGroup($"group {i}", [i]))]);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Draw_BadInput_NamesTheParameter()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => HistogramFigures.Draw("t", "v", []))!.ParamName, Is.EqualTo("groups"));
        Assert.That(Assert.Throws<ArgumentException>(() => HistogramFigures.Draw("t", "v", [new("none", [])]))!.Message, Does.Contain("'none'"));
        Assert.That(
            Assert.Throws<ArgumentException>(() => HistogramFigures.Draw("t", "v", [Four, new("bad", [1, double.NaN])]))!.Message,
            Does.Contain("finite").And.Contain("at 1").And.Contain("'bad'"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => HistogramFigures.Draw("t", "v", [Four], bins: 0))!.ParamName, Is.EqualTo("bins"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => HistogramFigures.Draw("t", "v", [Four], range: (1, 1)))!.ParamName, Is.EqualTo("range"));
        Assert.That(
            Assert.Throws<ArgumentException>(() => HistogramFigures.Draw("t", "v", [Four], range: (0, 3)))!.Message, Does.Contain("got 4"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => HistogramFigures.Draw("t", "v", [Four], threshold: double.NaN))!.ParamName,
            Is.EqualTo("threshold"));
    }
}
