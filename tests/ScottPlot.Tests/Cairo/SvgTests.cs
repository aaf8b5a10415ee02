using ScottPlot.TickGenerators;

namespace ScottPlot.Tests.Cairo;

[TestFixture]
internal sealed class SvgTests
{
    private const string Black = "#000000";

    [Test]
    public void Markers_EachPoint_IsWhereTheDataAre()
    {
        Plot plot = new();
        Coordinates[] points = [new(0, 0), new(1, 7), new(3.3, -2), new(-4, 2.5)];
        plot.Add.Markers(points, MarkerShape.FilledCircle, 8, Colors.Red);
        SvgFile svg = SvgFile.Of(plot);
        PixelRect[] circles = [.. svg.Shapes.Where(shape => shape.Fill == "#FF0000").Select(shape => shape.Box)];
        Assert.That(circles, Has.Length.EqualTo(points.Length));
        foreach ((Coordinates point, PixelRect circle) in points.Zip(circles))
        {
            Pixel expected = plot.GetPixel(point);
            Assert.That(circle.Center.DistanceFrom(expected), Is.LessThan(1), point.ToString());
            Assert.That(circle.Width, Is.EqualTo(8).Within(.1));
        }
    }

    [Test]
    public void Markers_NaN_AreLeftOut()
    {
        Plot plot = new();
        plot.Add.ScatterPoints(new[] { 0, double.NaN, 2, 3 }, new[] { 1, 1, double.NaN, 4 }, Colors.Red);
        Assert.That(SvgFile.Of(plot).Shapes.Count(shape => shape.Fill == "#FF0000"), Is.EqualTo(2));
    }

    [Test]
    public void Polygon_NotFinite_IsNotDrawn()
    {
        Plot plot = new();
        plot.Add.FillY([0, 1, 2], [1, double.NaN, 1], [0, 0, 0]).FillColor = Colors.Red;
        plot.Add.FillY([0, 1, 2], [1, 2, 1], [0, 0, 0]).FillColor = Colors.Blue;
        SvgFile svg = SvgFile.Of(plot);
        Assert.That(svg.Shapes.Count(shape => shape.Fill == "#FF0000"), Is.Zero);
        Assert.That(svg.Shapes.Count(shape => shape.Fill == "#0000FF"), Is.EqualTo(1));
    }

    [Test]
    public void Frame_OfTheAxes_LiesOnWholePixelsAroundTheData()
    {
        Plot plot = new();
        plot.Add.Scatter(new[] { 0, 1 }, new[] { 0, 1 });
        SvgFile svg = SvgFile.Of(plot);
        PixelRect data = plot.LastRender.DataRect;
        PixelRect[] frame = [.. svg.Shapes.Where(shape => shape.Stroke == Black && Math.Max(shape.Box.Width, shape.Box.Height) > 200).Select(shape => shape.Box)];
        Assert.That(frame, Has.Length.EqualTo(4));
        foreach (PixelRect line in frame)
        {
            float across = line.Width == 0 ? line.Left : line.Top;
            Assert.That(across - MathF.Floor(across), Is.EqualTo(.5f).Within(1e-3), "in the middle of a pixel");
            Assert.That(data.Expand(1.5f).Contains(line.TopLeft) && data.Expand(1.5f).Contains(line.BottomRight), Is.True);
        }
    }

    [TestCase(0, 1)]
    [TestCase(-1234.5, 9876.5)]
    [TestCase(0.0001, 0.0009)]
    public void Ticks_OfTheAxes_LieBetweenTheirEnds(double min, double max)
    {
        Plot plot = Shown(min, max);
        SvgFile svg = SvgFile.Of(plot);
        PixelRect data = plot.LastRender.DataRect;
        PixelRect[] ticks = [.. svg.Shapes.Where(shape => shape.Stroke == Black && Math.Max(shape.Box.Width, shape.Box.Height) < 5).Select(shape => shape.Box)];
        Assert.That(ticks, Has.Length.GreaterThan(8));
        foreach (PixelRect tick in ticks)
        {
            bool isHorizontalAxis = tick.Width == 0;
            Assert.That(isHorizontalAxis ? data.Expand(1).ContainsX(tick.Left) : data.Expand(1).ContainsY(tick.Top), Is.True, tick.ToString());
            Assert.That(isHorizontalAxis ? tick.Top - data.Bottom : data.Left - tick.Right, Is.EqualTo(0).Within(1));
        }
    }

    [Test]
    public void Texts_OfManyFigures_AreWholeAndDoNotOverlap(
        [Values(0, 1, 2, 3, 4, 5)] int range, [Values(300, 600)] int width, [Values(1, 2)] int scale)
    {
        (double min, double max) = new[] { (0, 1), (-10, 10), (0, 1e6), (-1e5, -9e4), (0.00001, 0.00007), (0.95, 1.0) }[range];
        Plot plot = Shown(min, max);
        plot.Title("A title above");
        plot.XLabel("what runs to the right (pg)");
        plot.YLabel("what runs up (yj)");
        plot.ScaleFactor = scale;
        SvgFile svg = SvgFile.Of(plot, width * scale, 300 * scale);
        PixelRect figure = new((float)width * scale, 300f * scale);
        Assert.That(svg.Texts, Has.Length.GreaterThan(6));
        for (int i = 0; i < svg.Texts.Length; i++)
        {
            PixelRect text = svg.Texts[i];
            Assert.That(figure.Contains(text.TopLeft) && figure.Contains(text.BottomRight), Is.True, $"{text} lies in the figure");
            for (int j = 0; j < i; j++)
            {
                Assert.That(float.IsNaN(text.Intersect(svg.Texts[j]).Left), Is.True, $"{text} and {svg.Texts[j]} are apart");
            }
        }
    }

    [Test]
    public void Texts_OfALogAxis_HaveTheirSuperscripts()
    {
        Plot plot = Shown(-4, 0);
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = power => $"10\u207B{"\u2070\u00B9\u00B2\u00B3\u2074"[(int)Math.Round(-power)]}",
            MinorTickGenerator = new LogMinorTickGenerator(),
        };
        SvgFile svg = SvgFile.Of(plot);
        PixelRect[] left = [.. svg.Texts.Where(text => text.Right < plot.LastRender.DataRect.Left)];
        Assert.That(left, Has.Length.EqualTo(5));
        Assert.That(left.Select(text => text.Width), Is.All.InRange(20, 40));
        Assert.That(left.Select(text => text.Left), Is.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void Legend_Items_LieInItsFrame()
    {
        Plot plot = new();
        plot.Add.Scatter(new[] { 0, 1 }, new[] { 0, 1 }).LegendText = "a rather long name of a series";
        plot.Add.Scatter(new[] { 0, 1 }, new[] { 1, 0 }).LegendText = "short";
        plot.Legend.BackgroundColor = Colors.Red;
        SvgFile svg = SvgFile.Of(plot);
        PixelRect frame = svg.Shapes.Single(shape => shape.Fill == "#FF0000").Box;
        Assert.That(plot.LastRender.DataRect.Contains(frame.TopLeft) && plot.LastRender.DataRect.Contains(frame.BottomRight), Is.True);
        Assert.That(svg.Texts.Count(text => frame.Contains(text.TopLeft) && frame.Contains(text.BottomRight)), Is.EqualTo(2));
    }

    [Test]
    public void Heatmap_InAnSvg_IsAnImage()
    {
        Plot plot = new();
        plot.Add.Heatmap(new double[,] { { 1, 2 }, { 3, 4 } });
        Assert.That(SvgFile.Of(plot).HasImage, Is.True);
    }

    private static Plot Shown(double min, double max)
    {
        Plot plot = new();
        plot.Add.Scatter(new[] { min, max }, new[] { min, max });
        plot.Axes.SetLimits(min, max, min, max);
        return plot;
    }
}
