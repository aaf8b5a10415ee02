using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class RankingFiguresTests
{
    private static readonly ScoreRanking ByHand = new("by hand", [4, 3, 2, 1], [true, false, true, false]);

    [Test]
    public void Roc_ByHand_HasItsPointsAndItsArea()
    {
        using Plot plot = RankingFigures.Roc(ByHand);
        Scatter curve = plot.GetPlottables<Scatter>().Last();
        Assert.That(curve.Data.GetScatterPoints().Select(point => (point.X, point.Y)), Is.EqualTo(new[] { (0, 0), (0, .5), (.5, .5), (.5, 1), (1.0, 1.0) }));
        Assert.That(curve.LegendText, Is.EqualTo("by hand (0.750)"));
    }

    [Test]
    public void PrecisionRecall_ByHand_HasItsStepsAndItsAverage()
    {
        using Plot plot = RankingFigures.PrecisionRecall(ByHand);
        Scatter curve = plot.GetPlottables<Scatter>().Last();
        Assert.That(
            curve.Data.GetScatterPoints().Select(point => (point.X, point.Y)), Is.EqualTo(new[] { (0, 1), (.5, 1), (.5, .5), (1, 2 / 3.0), (1.0, .5) }));
        Assert.That(curve.LegendText, Is.EqualTo("by hand (0.833)"));
        Assert.That(plot.GetPlottables<Scatter>().First().Data.GetScatterPoints().Select(point => point.Y), Is.All.EqualTo(.5), "chance");
    }

    [Test]
    public void PrecisionRecall_UnlikeShares_HaveNoLineOfChance()
    {
        using Plot plot = RankingFigures.PrecisionRecall(ByHand, new("three", [1, 2, 3], [false, false, true]));
        Assert.That(plot.GetPlottables<Scatter>().Select(line => line.LegendText), Has.None.EqualTo("chance"));
    }

    [TestCase(600, 400)]
    [TestCase(400, 600)]
    public void Roc_OfAnySize_IsSquare(int width, int height)
    {
        using Plot plot = RankingFigures.Roc(ByHand);
        DrawnFigure figure = new(plot, width, height);
        Assert.That(figure.Data.Width, Is.EqualTo(figure.Data.Height).Within(.01));
    }

    [Test]
    public void Roc_Curve_IsDrawnWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = RankingFigures.Roc(ByHand);
        DrawnFigure figure = new(plot);
        PixelRect line = figure.DrawnIn(FigureLook.Series(0)).MaxBy(box => box.Width * box.Height);
        Assert.That(line.Left, Is.EqualTo(figure.Data.Left).Within(1));
        Assert.That(line.Right, Is.EqualTo(figure.Data.Right).Within(1));
        Assert.That(line.Top, Is.EqualTo(figure.Data.Top).Within(1));
        Assert.That(line.Bottom, Is.EqualTo(figure.Data.Bottom).Within(1));
    }

    [Test]
    public void Roc_AMillionScores_IsThinnedToWhatCanBeSeen()
    {
        double[] scores = [.. Enumerable.Range(0, 1_000_000).Select(i => (i * 7919L % 1_000_003) / 1e6)];
        bool[] positive = [.. scores.Select((score, i) => score + (i % 10 / 10.0) > 1)];
        using Plot plot = RankingFigures.Roc(new ScoreRanking("many", scores, positive));
        (double X, double Y)[] curve = [.. plot.GetPlottables<Scatter>().Last().Data.GetScatterPoints().Select(point => (point.X, point.Y))];
        Assert.That(curve, Has.Length.InRange(1000, 10_000));
        Assert.That(curve[^1], Is.EqualTo((1.0, 1.0)));
        double area = curve.Zip(curve.Skip(1)).Sum(pair => (pair.Second.X - pair.First.X) * (pair.First.Y + pair.Second.Y) / 2);
        Assert.That(area, Is.EqualTo(RankingMetrics.Auroc(scores, positive)).Within(3e-4));
    }

    [Test]
    public void BothFigures_ManyLongNames_AreReadable()
    {
        ScoreRanking[] rankings = [.. Enumerable.Range(0, 7).Select(i => new ScoreRanking($"relative Mahalanobis {i}", [4, 3, 2, 1 + i], [true, false, true, false]))];
        using Plot roc = RankingFigures.Roc(rankings);
        using Plot curve = RankingFigures.PrecisionRecall(rankings);
        DrawnFigure.AssertReadable(roc);
        DrawnFigure.AssertReadable(curve);
    }

    [Test]
    public void BothFigures_BadInput_NamesTheParameter()
    {
        Assert.That(Assert.Throws<ArgumentException>(() => RankingFigures.Roc())!.ParamName, Is.EqualTo("rankings"));
        Assert.That(Assert.Throws<ArgumentException>(() => RankingFigures.PrecisionRecall())!.ParamName, Is.EqualTo("rankings"));
        Assert.That(Assert.Throws<ArgumentException>(() => RankingFigures.Roc(ByHand with { Scores = [1, 2, 3, double.NaN] }))!.Message, Does.Contain("finite"));
        Assert.That(Assert.Throws<ArgumentException>(() => RankingFigures.PrecisionRecall(ByHand with { IsPositive = [true, true, true, true] }))!.ParamName, Is.EqualTo("isPositive"));
    }
}
