using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Evaluation;
using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests.Figures;

[TestFixture]
internal sealed class LearningCurveFiguresTests
{
    private static readonly LearningCurve Random = new("random", [[(20, .5), (30, .3)], [(20, .7), (30, .3)]]);
    private static readonly LearningCurve Bald = new("bald", [[(20, .6), (30, .2)], [(20, .6), (30, .1)], [(20, .3), (30, .0)]]);

    [Test]
    public void Draw_ByHand_HasMeansAndDeviationsInOneColourForEachCurve()
    {
        using Plot plot = LearningCurveFigures.Draw("error", [Random, Bald]);
        Scatter[] lines = [.. plot.GetPlottables<Scatter>()];
        FillY[] bands = [.. plot.GetPlottables<FillY>()];
        Assert.That(lines.Select(line => line.LegendText), Is.EqualTo(new[] { "random", "bald" }));
        Assert.That(lines.Select(line => line.LineColor), Is.EqualTo(new[] { FigureLook.Series(0), FigureLook.Series(1) }));
        Assert.That(bands.Select(band => band.FillColor.ToStringRGB()), Is.EqualTo(lines.Select(line => line.LineColor.ToStringRGB())));
        Assert.That(lines[0].Data.GetScatterPoints().Select(point => point.X), Is.EqualTo(new[] { 20, 30 }));
        Assert.That(lines[0].Data.GetScatterPoints().Select(point => point.Y), Is.EqualTo(new[] { .6, .3 }).Within(1e-12));
        AxisLimits first = bands[0].GetAxisLimits();
        Assert.That(first.Top, Is.EqualTo(.6 + Math.Sqrt(.02)).Within(1e-12), "deviation of .5 and .7");
        Assert.That(first.Bottom, Is.EqualTo(.3).Within(1e-12), "both .3");
        Assert.That(lines.Select(line => line.MarkerSize), Is.All.Zero);
        Assert.That(plot.Axes.Title.Label.Text, Is.EqualTo("Mean and standard deviation of 2 to 3 repeats"));
        Assert.That(plot.GetPlottables<HorizontalLine>(), Is.Empty);
    }

    [Test]
    public void Draw_Range_IsFromTheLeastToTheGreatest()
    {
        using Plot plot = LearningCurveFigures.Draw("error", [Bald], LearningBand.Range);
        AxisLimits band = plot.GetPlottables<FillY>().Single().GetAxisLimits();
        Assert.That((band.Left, band.Right, band.Bottom, band.Top), Is.EqualTo((20, 30, 0, .6)));
        Assert.That(plot.Axes.Title.Label.Text, Is.EqualTo("Mean and range of 3 repeats"));
    }

    [Test]
    public void Draw_Line_IsWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = LearningCurveFigures.Draw("error", [Random]);
        DrawnFigure figure = new(plot);
        PixelRect line = figure.DrawnIn(FigureLook.Series(0)).MaxBy(box => box.Width * box.Height);
        (Pixel first, Pixel last) = (plot.GetPixel(new Coordinates(20, .6)), plot.GetPixel(new Coordinates(30, .3)));
        Assert.That(line.Left, Is.EqualTo(first.X).Within(1));
        Assert.That(line.Top, Is.EqualTo(first.Y).Within(1));
        Assert.That(line.Right, Is.EqualTo(last.X).Within(1));
        Assert.That(line.Bottom, Is.EqualTo(last.Y).Within(1));
    }

    [Test]
    public void Draw_RepeatsOfUnlikeLengths_GoOnDottedWithoutABand()
    {
        LearningCurve uneven = new("bald", [[(20, .5), (25, .45), (30, .4), (40, .2), (50, .1)], [(20, .7), (30, .6), (40, .4)], [(20, .6), (30, .5)]]);
        using Plot plot = LearningCurveFigures.Draw("error", [uneven]);
        Scatter[] lines = [.. plot.GetPlottables<Scatter>()];
        Assert.That(lines[0].Data.GetScatterPoints().Select(point => point.X), Is.EqualTo(new[] { 20, 30 }), "not 25, which only one has");
        Assert.That(lines[1].LinePattern, Is.EqualTo(LinePattern.Dotted));
        Assert.That(lines[1].Data.GetScatterPoints().Select(point => point.X), Is.EqualTo(new[] { 30, 40, 50 }));
        Assert.That(lines[1].Data.GetScatterPoints().Select(point => point.Y), Is.EqualTo(new[] { .5, .3, .1 }).Within(1e-12));
        Assert.That(lines[1].LegendText, Is.Empty);
        Assert.That(plot.GetPlottables<FillY>().Single().GetAxisLimits().Right, Is.EqualTo(30));
        Assert.That(plot.Axes.GetLimits().Right, Is.GreaterThan(50));
    }

    [Test]
    public void Draw_OneRepeat_HasNoBand()
    {
        using Plot plot = LearningCurveFigures.Draw("accuracy", [new("bald", [[(20, .8), (30, .9)]])]);
        Assert.That(plot.GetPlottables<FillY>(), Is.Empty);
        Assert.That(plot.Axes.GetLimits().Bottom, Is.InRange(.7, .8), "accuracies do not begin at 0");
        Assert.That(plot.Axes.Title.Label.Text, Is.EqualTo("Learning curves"));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Draw_Target_IsMarkedAndInSight()
    {
        using Plot plot = LearningCurveFigures.Draw("error", [new("random", [[(20, .5), (30, .3)]])], target: 0.05);
        HorizontalLine line = plot.GetPlottables<HorizontalLine>().Single();
        Assert.That((line.Y, line.LegendText), Is.EqualTo((0.05, "target 0.05")));
        Assert.That(plot.Axes.GetLimits().Bottom, Is.Zero);
        DrawnFigure.AssertReadable(plot);
    }

    [TestCase(0.0)]
    [TestCase(0.5)]
    public void Draw_OnePoint_IsSeen(double value)
    {
        using Plot plot = LearningCurveFigures.Draw("error", [new("bald", [[(20, value)], [(20, value)]])]);
        Assert.That(plot.GetPlottables<Scatter>().Single().MarkerSize, Is.GreaterThan(0));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Draw_SevenCurvesWithLongNames_IsReadable()
    {
        using Plot plot = LearningCurveFigures.Draw(
            "error on the test images", [.. Enumerable.Range(0, 7).Select(i => Bald with { Name = $"mean standard deviation {i}" })], target: 0.05);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void OfRounds_Loops_AreTheirLabelsAndWhatIsRead()
    {
        ActiveLearningRound[] rounds = [Round(1, 20, .5), Round(2, 30, .75)];
        LearningCurve curve = LearningCurve.OfRounds("bald", [rounds, rounds[..1]], round => 1 - round.Metrics["accuracy"]);
        Assert.That(curve.Name, Is.EqualTo("bald"));
        Assert.That(curve.Repeats[0], Is.EqualTo(new[] { (20, .5), (30, .25) }));
        Assert.That(curve.Repeats[1], Is.EqualTo(new[] { (20, .5) }));

        static ActiveLearningRound Round(int number, int labels, double accuracy) =>
            new(number, labels, new Dictionary<string, double> { ["accuracy"] = accuracy }, null, [], []);
    }

    [Test]
    public void Draw_BadInput_NamesTheParameter()
    {
        Assert.That(Error<ArgumentException>([]).ParamName, Is.EqualTo("curves"));
        Assert.That(Error<ArgumentException>([new("bald", [])]).ParamName, Is.EqualTo("curves, 'bald'"));
        Assert.That(Error<ArgumentException>([new("bald", [[]])]).ParamName, Is.EqualTo("curves, 'bald'"));
        Assert.That(Error<ArgumentException>([new("bald", [[(20, .5), (20, .4)]])]).Message, Does.Contain("after 20 came 20"));
        Assert.That(Error<ArgumentException>([new("bald", [[(-1, .5)]])]).Message, Does.Contain("got -1"));
        Assert.That(Error<ArgumentException>([new("bald", [[(20, double.NaN)]])]).Message, Does.Contain("that at 20 labels is NaN"));
        Assert.That(Error<ArgumentException>([new("bald", [[(20, .5)], [(30, .5)]])]).Message, Does.Contain("share none"));
        Assert.That(Error<ArgumentOutOfRangeException>([Bald], target: double.NaN).ParamName, Is.EqualTo("target"));
        Assert.That(Error<ArgumentOutOfRangeException>([Bald], (LearningBand)9).ParamName, Is.EqualTo("band"));
    }

    private static T Error<T>(LearningCurve[] curves, LearningBand band = default, double? target = null)
        where T : Exception => Assert.Throws<T>(() => LearningCurveFigures.Draw("error", curves, band, target))!;
}
