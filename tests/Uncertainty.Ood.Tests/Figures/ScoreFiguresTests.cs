using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Evaluation;
using Uncertainty.Testing;

namespace Uncertainty.Ood.Tests.Figures;

[TestFixture]
internal sealed class ScoreFiguresTests
{
    private static readonly HistogramGroup Digits = new("digits", [1, 2, 2, 3]);
    private static readonly HistogramGroup Clothes = new("clothes", [3, 4, 5]);

    /// <summary>Distances whose outliers are a thousand times those of inliers.</summary>
    private static readonly HistogramGroup Near = new("digits", [.. Enumerable.Range(0, 1000).Select(i => 10 * Math.Exp(Math.Sin(i)))]);
    private static readonly HistogramGroup Far = new("clothes", [.. Enumerable.Range(0, 500).Select(i => 10_000 * Math.Exp(Math.Sin(i)))]);

    [Test]
    public void Densities_Threshold_HasTheSharesAboveItInTheLegend()
    {
        using Plot plot = ScoreFigures.Densities("energy", Digits, [Clothes, new("letters", [0, 9])], threshold: 2);
        Assert.That(
            plot.GetPlottables<FillY>().Select(area => area.LegendText),
            Is.EqualTo(new[] { "digits: 0.25 flagged (4)", "clothes: 1 flagged (3)", "letters: 0.5 flagged (2)" }), "2 is not above 2");
        VerticalLine line = plot.GetPlottables<VerticalLine>().Single();
        Assert.That((line.X, line.LegendText), Is.EqualTo((2.0, "threshold 2")));
        Assert.That(plot.GetPlottables<FillY>().Select(area => area.LineColor), Is.EqualTo(new[] { FigureLook.Inlier, FigureLook.Outlier, FigureLook.Series(2) }));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Densities_ThresholdOfAScreen_FlagsWhatItFlags()
    {
        OodThreshold threshold = OodThreshold.AtAcceptedShare([1, 2, 3, 4], 0.5);
        using Plot plot = ScoreFigures.Densities("energy", Digits, [Clothes], threshold);
        Assert.That(plot.GetPlottables<VerticalLine>().Single().X, Is.EqualTo(threshold.Value));
        double share = Digits.Values.Count(threshold.Flags) / 4.0;
        Assert.That(plot.GetPlottables<FillY>().First().LegendText, Is.EqualTo($"digits: {share} flagged (4)"));
    }

    [Test]
    public void Densities_WithoutThreshold_HasNoLineAndPlainNames()
    {
        using Plot plot = ScoreFigures.Densities("energy", Digits, [Clothes with { Color = Colors.Black }]);
        Assert.That(plot.GetPlottables<VerticalLine>(), Is.Empty);
        Assert.That(plot.GetPlottables<FillY>().Select(area => area.LegendText), Is.EqualTo(new[] { "digits (4)", "clothes (3)" }));
        Assert.That(plot.GetPlottables<FillY>().Last().LineColor, Is.EqualTo(Colors.Black));
    }

    [Test]
    public void Densities_SevenOutlierSets_NeverHaveTheInliersColour()
    {
        using Plot plot = ScoreFigures.Densities("energy", Digits, [.. Enumerable.Range(0, 7).Select(i => new HistogramGroup($"set {i}", [i]))]);
        Assert.That(plot.GetPlottables<FillY>().Skip(1).Select(area => area.LineColor), Has.None.EqualTo(FigureLook.Inlier));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Densities_Logarithmic_StandsAtLogarithmsWithTheValuesAsLabels()
    {
        using Plot plot = ScoreFigures.Densities("Mahalanobis", Near, [Far], threshold: 100, new ScoreFigureOptions { Logarithmic = true });
        VerticalLine line = plot.GetPlottables<VerticalLine>().Single();
        Assert.That((line.X, line.LegendText), Is.EqualTo((2.0, "threshold 100")));
        Assert.That(plot.GetPlottables<FillY>().Select(area => area.LegendText), Is.EqualTo(new[] { "digits: 0 flagged (1,000)", "clothes: 1 flagged (500)" }));
        DrawnFigure.AssertReadable(plot);
        Assert.That(
            plot.Axes.Bottom.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label), Is.EqualTo(new[] { "10", "100", "1,000", "10,000" }));
    }

    [Test]
    public void Densities_LogarithmicAreas_AreWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = ScoreFigures.Densities("Mahalanobis", Near, [Far], options: new ScoreFigureOptions { Logarithmic = true });
        DrawnFigure figure = new(plot);
        PixelRect near = figure.FilledWith(FigureLook.Inlier).MaxBy(box => box.Width * box.Height);
        PixelRect far = figure.FilledWith(FigureLook.Outlier).MaxBy(box => box.Width * box.Height);
        Assert.That(near.Left, Is.EqualTo(plot.GetPixel(new Coordinates(Math.Log10(Near.Values.Min()), 0)).X).Within(1));
        Assert.That(far.Right, Is.EqualTo(plot.GetPixel(new Coordinates(Math.Log10(Far.Values.Max()), 0)).X).Within(1));
    }

    [Test]
    public void Densities_CentralShare_CountsTheRestIntoTheEndBinsAndSaysHowMuch()
    {
        HistogramGroup inliers = new("digits", [.. Enumerable.Range(0, 101).Select(i => (double)i)]);
        HistogramGroup outliers = new("clothes", [.. Enumerable.Range(0, 99).Select(i => 50.0), -1e6, 1e6]);
        using Plot plot = ScoreFigures.Densities("energy", inliers, [outliers], 60, new ScoreFigureOptions { CentralShare = 0.8, Bins = 8 });
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That((limits.Left + limits.Right) / 2, Is.EqualTo(50).Within(1e-9), "10 to 90, and some room");
        Assert.That(limits.Right, Is.EqualTo(92.4).Within(1e-9));
        Assert.That(plot.Axes.Bottom.Label.Text, Does.Contain("0.1089 beyond, in the end bins"), "20 and 2 of 202");
        Assert.That(plot.GetPlottables<FillY>().Select(area => area.LegendText), Is.EqualTo(new[] { "digits: 0.396 flagged (101)", "clothes: 0.0099 flagged (101)" }));
        DrawnFigure.AssertReadable(plot);
    }

    [TestCase(false, 0.0)]
    [TestCase(false, -3.0)]
    [TestCase(true, 1.0)]
    [TestCase(true, 1e6)]
    public void Densities_AllScoresEqual_IsOneBar(bool logarithmic, double score)
    {
        HistogramGroup one = new("one", [score]);
        using Plot plot = ScoreFigures.Densities("energy", one, [one], options: new ScoreFigureOptions { Logarithmic = logarithmic, CentralShare = 0.9 });
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Densities_BadInput_NamesTheParameter()
    {
        ScoreFigureOptions logarithmic = new() { Logarithmic = true };
        Assert.That(Error<ArgumentException>(Digits, []).ParamName, Is.EqualTo("outliers"));
        Assert.That(Error<ArgumentNullException>(null!, [Clothes]).ParamName, Is.EqualTo("inliers"));
        Assert.That(Error<ArgumentException>(Digits with { Values = [] }, [Clothes]).ParamName, Is.EqualTo("inliers, 'digits'"));
        Assert.That(
            Error<ArgumentException>(Digits, [Clothes with { Values = [1, double.NaN] }]).Message,
            Does.Contain("finite").And.Contain("at 1").And.Contain("outliers, 'clothes'"));
        Assert.That(
            Error<ArgumentException>(Digits with { Values = [1, 0] }, [Clothes], options: logarithmic).Message,
            Does.Contain("greater than 0 on a logarithmic axis").And.Contain("at 1 is 0"));
        Assert.That(Error<ArgumentOutOfRangeException>(Digits, [Clothes], double.PositiveInfinity).ParamName, Is.EqualTo("threshold"));
        Assert.That(Error<ArgumentOutOfRangeException>(Digits, [Clothes], 0, logarithmic).ParamName, Is.EqualTo("threshold"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ScoreFigureOptions { Bins = 0 })!.ParamName, Is.EqualTo("Bins"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ScoreFigureOptions { CentralShare = 1.1 })!.ParamName, Is.EqualTo("CentralShare"));
        OodThreshold infinite = OodThreshold.AtFalseAlarmRate([1, 2, 3], 0.05);
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => ScoreFigures.Densities("energy", Digits, [Clothes], infinite))!.ParamName, Is.EqualTo("threshold"));
    }

    [Test]
    public void Comparison_ByHand_HasThePointsAndTheAreaOfOutliersAsPositives()
    {
        using Plot plot = ScoreFigures.Comparison("digits, clothes", [("by hand", [1, 3], [2, 4])]);
        Scatter curve = plot.GetPlottables<Scatter>().Last();
        Assert.That(curve.Data.GetScatterPoints().Select(point => (point.X, point.Y)), Is.EqualTo(new[] { (0, 0), (0, .5), (.5, .5), (.5, 1), (1.0, 1.0) }));
        Assert.That(curve.LegendText, Is.EqualTo("by hand (0.750)"));
        Assert.That(plot.Axes.Left.Label.Text, Is.EqualTo("share of outliers found"));
    }

    [Test]
    public void Comparison_ManyLongNames_IsReadable()
    {
        using Plot plot = ScoreFigures.Comparison(
            "MNIST against Fashion-MNIST: ROC curves (area under each)",
            [.. Enumerable.Range(0, 7).Select(i => ($"Mahalanobis, four layers {i}", Digits.Values, Clothes.Values))]);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Comparison_BadInput_NamesTheParameter()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => ScoreFigures.Comparison("t", []))!.ParamName, Is.EqualTo("detectors"));
        Assert.That(
            Assert.Throws<ArgumentException>(() => ScoreFigures.Comparison("t", [("energy", [], [1])]))!.ParamName, Is.EqualTo("detectors, inliers of 'energy'"));
        Assert.That(
            Assert.Throws<ArgumentException>(() => ScoreFigures.Comparison("t", [("energy", [1], [2, double.NaN])]))!.Message,
            Does.Contain("finite").And.Contain("at 1").And.Contain("outliers of 'energy'"));
    }

    private static T Error<T>(HistogramGroup inliers, IReadOnlyList<HistogramGroup> outliers, double? threshold = null, ScoreFigureOptions? options = null)
        where T : Exception => Assert.Throws<T>(() => ScoreFigures.Densities("energy", inliers, outliers, threshold, options))!;
}
