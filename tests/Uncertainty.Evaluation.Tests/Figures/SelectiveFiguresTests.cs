using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class SelectiveFiguresTests
{
    private static RiskCoverageCurve ByHand => RiskCoverageCurve.FromConfidences([4, 3, 2, 1], [true, true, false, true]);

    [Test]
    public void RiskCoverage_ByHand_HasItsPointsItsAreaAndItsReferences()
    {
        using Plot plot = SelectiveFigures.RiskCoverage(("by hand", ByHand));
        Scatter[] lines = [.. plot.GetPlottables<Scatter>()];
        Assert.That(lines.Select(line => line.LegendText), Is.EqualTo(new[] { "chance", "best possible", "by hand (0.146)" }));
        Assert.That(Of(lines[2]), Is.EqualTo(new[] { (.25, 0), (.5, 0), (.75, 1 / 3.0), (1, .25) }));
        Assert.That(Of(lines[0]), Is.EqualTo(new[] { (0, .25), (1, .25) }));
        (double X, double Y)[] best = Of(lines[1]);
        Assert.That((best[0], best[1], best[^1]), Is.EqualTo(((0.0, 0.0), (.75, 0.0), (1.0, .25))));
        Assert.That(plot.Axes.GetLimits().Top, Is.EqualTo(1.05 / 3).Within(1e-12));
    }

    [Test]
    public void RiskCoverage_ModelsOfUnlikeRisks_HaveNoReferences()
    {
        RiskCoverageCurve other = RiskCoverageCurve.FromConfidences([4, 3, 2, 1], [true, true, false, false]);
        using Plot plot = SelectiveFigures.RiskCoverage(("one", ByHand), ("other", other));
        Assert.That(plot.GetPlottables<Scatter>().Count(), Is.EqualTo(2));
    }

    [Test]
    public void RiskCoverage_Curve_IsDrawnWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = SelectiveFigures.RiskCoverage(("by hand", ByHand));
        DrawnFigure figure = new(plot);
        PixelRect line = figure.DrawnIn(FigureLook.Series(0)).MaxBy(box => box.Height);
        (Pixel corner, Pixel top) = (plot.GetPixel(new Coordinates(.25, 0)), plot.GetPixel(new Coordinates(1, 1 / 3.0)));
        Assert.That(line.Left, Is.EqualTo(corner.X).Within(1));
        Assert.That(line.Bottom, Is.EqualTo(corner.Y).Within(1));
        Assert.That(line.Right, Is.EqualTo(top.X).Within(1));
        Assert.That(line.Top, Is.EqualTo(top.Y).Within(1));
    }

    [Test]
    public void RiskCoverage_SurestInputIsWrong_DoesNotSquashTheRest()
    {
        bool[] correct = [.. Enumerable.Range(0, 1000).Select(i => i is not (0 or 900))];
        using Plot plot = SelectiveFigures.RiskCoverage(("one", RiskCoverageCurve.FromConfidences([.. correct.Select((_, i) => -(double)i)], correct)));
        Assert.That(plot.Axes.GetLimits().Top, Is.EqualTo(1.05 / 50).Within(1e-12));
    }

    [Test]
    public void RiskCoverage_SmallRisksOfManyInputs_AreThinnedOnTheScaleOfTheAxis()
    {
        bool[] correct = [.. Enumerable.Range(0, 200_000).Select(i => i % 1000 != 999)];
        RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences([.. correct.Select((_, i) => -(double)i)], correct);
        using Plot plot = SelectiveFigures.RiskCoverage(("many", curve));
        (double X, double Y)[] kept = Of(plot.GetPlottables<Scatter>().Last());
        Assert.That(kept, Has.Length.InRange(1000, 50_000));
        double height = plot.Axes.GetLimits().Top;
        Assert.That(height, Is.LessThan(0.0011));
        Assert.That(kept.Where(point => point.X > .5).Max(point => point.Y), Is.EqualTo(.001).Within(height / 1000));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void RiskCoverage_AllAlikeAndOneInput_AreReadable(bool correct)
    {
        foreach (int count in new[] { 1, 3 })
        {
            bool[] answers = [.. Enumerable.Repeat(correct, count)];
            using Plot plot = SelectiveFigures.RiskCoverage(("equal", RiskCoverageCurve.FromConfidences(new double[count], answers)));
            Assert.That(plot.Axes.GetLimits().Top, Is.EqualTo(correct ? 1 : 1.05));
            DrawnFigure.AssertReadable(plot);
        }
    }

    [Test]
    public void Sparsification_ByHand_HasItsPointsItsBestAndItsArea()
    {
        SparsificationCurve curve = SparsificationCurve.FromUncertainties([1, 2, 3, 4], [1, 0, 2, 3]);
        using Plot plot = SelectiveFigures.Sparsification(("by hand", curve), ("again", curve));
        Scatter[] lines = [.. plot.GetPlottables<Scatter>()];
        Assert.That(lines.Select(line => line.LegendText), Is.EqualTo(new[] { "best possible", "by hand (0.25)", "again (0.25)" }));
        Assert.That(Of(lines[0]), Is.EqualTo(new[] { (0, 1.5), (.25, 1), (.5, .5), (.75, 0) }));
        Assert.That(Of(lines[1]), Is.EqualTo(new[] { (0, 1.5), (.25, 1), (.5, .5), (.75, 1) }));
        Assert.That(lines[0].Color, Is.EqualTo(FigureLook.Reference));
    }

    [Test]
    public void Sparsification_UnlikeErrors_HaveEachTheirBest()
    {
        SparsificationCurve one = SparsificationCurve.FromUncertainties([1, 2], [1, 0]);
        SparsificationCurve other = SparsificationCurve.FromUncertainties([1, 2], [1, 5]);
        using Plot plot = SelectiveFigures.Sparsification(("one", one), ("other", other));
        Assert.That(
            plot.GetPlottables<Scatter>().Select(line => line.Color),
            Is.EqualTo(new[] { FigureLook.Series(0), FigureLook.Series(0), FigureLook.Series(1), FigureLook.Series(1) }));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Sparsification_NoErrorsAndOneInput_AreReadable()
    {
        using Plot none = SelectiveFigures.Sparsification(("none", SparsificationCurve.FromUncertainties([1, 2], [0, 0])));
        using Plot single = SelectiveFigures.Sparsification(("one", SparsificationCurve.FromUncertainties([1], [2])));
        Assert.That(none.Axes.GetLimits().Top, Is.EqualTo(1));
        DrawnFigure.AssertReadable(none);
        DrawnFigure.AssertReadable(single);
    }

    [Test]
    public void BothFigures_ManyLongNames_AreReadable()
    {
        using Plot risk = SelectiveFigures.RiskCoverage([.. Enumerable.Range(0, 7).Select(i => ($"mutual information {i}", ByHand))]);
        SparsificationCurve curve = SparsificationCurve.FromUncertainties([1, 2, 3], [1, 0, 2]);
        using Plot errors = SelectiveFigures.Sparsification([.. Enumerable.Range(0, 7).Select(i => ($"epistemic variance {i}", curve))]);
        DrawnFigure.AssertReadable(risk);
        DrawnFigure.AssertReadable(errors);
    }

    [Test]
    public void BothFigures_BadInput_NamesTheParameter()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => SelectiveFigures.RiskCoverage())!.ParamName, Is.EqualTo("curves"));
        Assert.That(Assert.Throws<ArgumentException>(() => SelectiveFigures.Sparsification())!.ParamName, Is.EqualTo("curves"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => SelectiveFigures.RiskCoverage(("none", null!)))!.ParamName, Is.EqualTo("curves"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => SelectiveFigures.Sparsification(("none", null!)))!.ParamName, Is.EqualTo("curves"));
    }

    private static (double X, double Y)[] Of(Scatter line) => [.. line.Data.GetScatterPoints().Select(point => (point.X, point.Y))];
}
