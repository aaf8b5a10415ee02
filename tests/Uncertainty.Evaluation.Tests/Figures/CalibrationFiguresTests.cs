using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class CalibrationFiguresTests
{
    /// <summary>Four bins: none below 0.5, two inputs of confidence 0.6 of which one is right, two of 0.9 that are.</summary>
    private static ReliabilityDiagram ByHand => ReliabilityDiagram.FromConfidences([.6, .6, .9, .9], [true, false, true, true], bins: 4);

    [Test]
    public void Reliability_ByHand_HasAPointAGapAndAShareForEachBinThatIsNotEmpty()
    {
        using Plot plot = CalibrationFigures.Reliability(ByHand);
        Scatter points = plot.GetPlottables<Scatter>().Last();
        Assert.That(Of(points), Is.EqualTo(new[] { (.6, .5), (.9, 1) }));
        Assert.That(points.LegendText, Is.EqualTo("bins (ECE 0.1)"));
        Assert.That(
            plot.GetPlottables<LinePlot>().Select(gap => (gap.Start.X, gap.Start.Y, gap.End.X, gap.End.Y)), Is.EqualTo(new[] { (.6, .6, .6, .5), (.9, .9, .9, 1) }));
        BarPlot shares = plot.GetPlottables<BarPlot>().Single();
        Assert.That(shares.Bars.Select(bar => (bar.Position, bar.Size, bar.Value)), Is.EqualTo(new[] { (.625, .25, .5), (.875, .25, .5) }));
        Assert.That(shares.LegendText, Is.EqualTo("inputs (4)"));
    }

    [Test]
    public void Reliability_Shares_HaveAnAxisOfTheirOwnWithinTheLowestQuarter()
    {
        using Plot plot = CalibrationFigures.Reliability(ByHand);
        DrawnFigure figure = new(plot);
        BarPlot shares = plot.GetPlottables<BarPlot>().Single();
        Assert.That(shares.Axes.YAxis, Is.SameAs(plot.Axes.Right));
        Assert.That((plot.Axes.Right.Min, plot.Axes.Right.Max), Is.EqualTo((-.04, 2.04)));
        Assert.That(plot.Axes.Right.TickGenerator.Ticks.Select(tick => (tick.Position, tick.Label)), Is.EqualTo(new[] { (0, "0"), (.5, "0.5") }));
        Assert.That((plot.Axes.GetLimits().Bottom, plot.Axes.GetLimits().Top), Is.EqualTo((-.02, 1.02)), "accuracy");
        Assert.That(figure.Data.Width, Is.EqualTo(figure.Data.Height).Within(.01));
    }

    [Test]
    public void Reliability_Shapes_AreWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = CalibrationFigures.Reliability(ByHand);
        DrawnFigure figure = new(plot);
        Pixel point = plot.GetPixel(new Coordinates(.6, .5));
        PixelRect mark = figure.FilledWith(FigureLook.Series(0)).MinBy(box => box.Center.DistanceFrom(point));
        Assert.That(mark.Center.DistanceFrom(point), Is.LessThan(1));
        PixelRect bar = figure.FilledWith(FigureLook.Reference.MixedWith(Colors.White, 0.75)).MaxBy(box => box.Height);
        Assert.That(bar.Bottom, Is.EqualTo(plot.GetPixel(new Coordinates(0, 0)).Y).Within(1));
        Assert.That(bar.Top, Is.EqualTo(plot.GetPixel(new Coordinates(0, .25)).Y).Within(1));
    }

    [TestCase(Binning.RightClosed)]
    [TestCase(Binning.LeftClosed)]
    [TestCase(Binning.EqualCount)]
    public void Reliability_AnyBinning_IsReadable(Binning binning)
    {
        (double[] confidences, bool[] correct) = Predictions(2_000);
        using Plot plot = CalibrationFigures.Reliability(ReliabilityDiagram.FromConfidences(confidences, correct, binning: binning));
        DrawnFigure.AssertReadable(plot);
    }

    [TestCase(1.0, true)]
    [TestCase(0.0, false)]
    [TestCase(0.5, true)]
    public void Reliability_OneInput_IsOnePoint(double confidence, bool correct)
    {
        using Plot plot = CalibrationFigures.Reliability(ReliabilityDiagram.FromConfidences([confidence], [correct], binning: Binning.EqualCount));
        Assert.That(Of(plot.GetPlottables<Scatter>().Last()), Is.EqualTo(new[] { (confidence, correct ? 1.0 : 0) }));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Reliability_BeforeAndAfter_HasALineForEach()
    {
        using Plot plot = CalibrationFigures.Reliability(("before", ByHand), ("after a longer name than most", ByHand));
        Assert.That(plot.GetPlottables<Scatter>().Select(line => line.LegendText), Is.EqualTo(new[] { "perfect calibration", "before (0.1)", "after a longer name than most (0.1)" }));
        Assert.That(Of(plot.GetPlottables<Scatter>().Last()), Is.EqualTo(new[] { (.6, .5), (.9, 1) }));
        DrawnFigure.AssertReadable(plot);
    }

    [TestCase(LevelKind.Interval, "expected share within the interval")]
    [TestCase(LevelKind.Quantile, "expected share below the quantile")]
    public void Regression_OneCurve_HasItsLevelsItsAreaAndATint(LevelKind kind, string label)
    {
        RegressionCalibrationCurve curve = RegressionCalibrationCurve.FromGaussian([0, 0, 0], [1, 1, 1], [-1, .1, 3], kind, levels: 5);
        using Plot plot = CalibrationFigures.Regression(("model", curve));
        Assert.That(plot.GetPlottables<Scatter>().Last().Data.GetScatterPoints().Select(point => (point.X, point.Y)), Is.EqualTo(curve.Expected.Zip(curve.Observed)));
        Assert.That(plot.GetPlottables<Scatter>().Last().LegendText, Is.EqualTo(FigureText.Named("model", curve.MiscalibrationArea)));
        Assert.That(plot.GetPlottables<FillY>().Count(), Is.EqualTo(1));
        Assert.That(plot.Axes.Bottom.Label.Text, Is.EqualTo(label));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Regression_SeveralCurves_HaveNoTintAndAreReadable()
    {
        RegressionCalibrationCurve curve = RegressionCalibrationCurve.FromGaussian([0, 0, 0], [1, 1, 1], [-1, .1, 3]);
        using Plot plot = CalibrationFigures.Regression([.. Enumerable.Range(0, 6).Select(i => ($"variance scaling, fold {i}", curve))]);
        Assert.That(plot.GetPlottables<FillY>(), Is.Empty);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void AllFigures_BadInput_NamesTheParameter()
    {
        RegressionCalibrationCurve intervals = RegressionCalibrationCurve.FromGaussian([0], [1], [0]);
        RegressionCalibrationCurve quantiles = RegressionCalibrationCurve.FromGaussian([0], [1], [0], LevelKind.Quantile);
        Assert.That(Assert.Throws<ArgumentNullException>(() => CalibrationFigures.Reliability((ReliabilityDiagram)null!))!.ParamName, Is.EqualTo("diagram"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => CalibrationFigures.Reliability(("none", null!)))!.ParamName, Is.EqualTo("diagrams"));
        Assert.That(Assert.Throws<ArgumentException>(() => CalibrationFigures.Reliability())!.ParamName, Is.EqualTo("diagrams"));
        Assert.That(Assert.Throws<ArgumentException>(() => CalibrationFigures.Regression())!.ParamName, Is.EqualTo("curves"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => CalibrationFigures.Regression(("none", null!)))!.ParamName, Is.EqualTo("curves"));
        Assert.That(
            Assert.Throws<ArgumentException>(() => CalibrationFigures.Regression(("a", intervals), ("b", quantiles)))!.Message, Does.Contain("got both"));
    }

    internal static (double[] Confidences, bool[] Correct) Predictions(int count)
    {
        double[] confidences = [.. Enumerable.Range(0, count).Select(i => 1 - (0.6 * Math.Pow((i * 7919 % count) / (double)count, 6)))];
        return (confidences, [.. confidences.Select((confidence, i) => (i * 104_729 % 1000) / 1000.0 < confidence - 0.05)]);
    }

    private static IEnumerable<(double, double)> Of(Scatter line) => line.Data.GetScatterPoints().Select(point => (Math.Round(point.X, 12), Math.Round(point.Y, 12)));
}
