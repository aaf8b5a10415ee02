using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Figures;

[TestFixture]
internal sealed class AcquisitionFiguresTests
{
    private static readonly double[] Scores = [0, 0, 0, 1, 1, 2, 4];

    [Test]
    public void Histogram_ByHand_CountsOnALogarithmicAxis()
    {
        using Plot plot = AcquisitionFigures.Histogram("score", Scores, [6, 5], bins: 4);
        FillY[] areas = [.. plot.GetPlottables<FillY>()];
        Assert.That(areas.Select(area => area.LegendText), Is.EqualTo(new[] { "candidates (7)", "chosen (2)" }));
        Assert.That(areas.Select(area => area.LineColor), Is.EqualTo(new[] { FigureLook.Series(0), FigureLook.Series(1) }));
        Assert.That(areas[0].GetAxisLimits().Top, Is.EqualTo(Math.Log10(3)).Within(1e-12));
        Assert.That(areas[1].GetAxisLimits().Top, Is.Zero, "one each");
        Assert.That(plot.Axes.Title.Label.Text, Is.EqualTo("2 of 7 chosen"));
    }

    [Test]
    public void Histogram_Areas_AreWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = AcquisitionFigures.Histogram("score", Scores, [6], bins: 4);
        DrawnFigure figure = new(plot);
        PixelRect all = figure.FilledWith(FigureLook.Series(0)).MaxBy(box => box.Width * box.Height);
        Assert.That(all.Left, Is.EqualTo(plot.GetPixel(new Coordinates(0, 0)).X).Within(1));
        Assert.That(all.Right, Is.EqualTo(plot.GetPixel(new Coordinates(4, 0)).X).Within(1));
        Assert.That(all.Top, Is.EqualTo(plot.GetPixel(new Coordinates(0, Math.Log10(3))).Y).Within(1));
    }

    [Test]
    public void Histogram_TenOfSixtyThousand_AreSeen()
    {
        double[] scores = [.. Enumerable.Range(0, 60_000).Select(i => 0.7 * Math.Pow((i + 0.5) / 60_000, 8))];
        int[] chosen = [.. Enumerable.Range(59_990, 10)];
        using Plot plot = AcquisitionFigures.Histogram("mutual information, nats", scores, chosen);
        DrawnFigure.AssertReadable(plot);
        if (DrawnFigure.IsTakenApart)
        {
            PixelRect area = new DrawnFigure(plot).FilledWith(FigureLook.Series(1)).MaxBy(box => box.Height);
            Assert.That(area.Height, Is.GreaterThan(40));
        }
    }

    [TestCase(0.0)]
    [TestCase(-2.0)]
    [TestCase(0.3)]
    public void Histogram_AllScoresEqual_IsOneBar(double score)
    {
        using Plot plot = AcquisitionFigures.Histogram("score", [score, score], [1], bins: 3);
        Assert.That(plot.Axes.GetLimits().Left, Is.LessThan(score));
        Assert.That(plot.Axes.GetLimits().Right, Is.GreaterThan(score));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Histogram_OfATensorAndASelection_IsTheSameAndLeavesNothing()
    {
        using Tensor scores = tensor(Scores);
        BatchSelection choice = new([6, 5], [4, 2]);
        using Plot expected = AcquisitionFigures.Histogram("score", Scores, [6, 5]);
        using Plot plot = AcquisitionFigures.Histogram("score", scores, choice);
        Assert.That(plot.GetPlottables<FillY>().Select(area => area.LegendText), Is.EqualTo(expected.GetPlottables<FillY>().Select(area => area.LegendText)));
        Assert.That(plot.GetPlottables<FillY>().Last().GetAxisLimits().Top, Is.EqualTo(expected.GetPlottables<FillY>().Last().GetAxisLimits().Top));
        Leaks.AssertNone(() => AcquisitionFigures.Histogram("score", scores, choice).Dispose());
    }

    [Test]
    public void Histogram_BadInput_NamesTheParameter()
    {
        Assert.That(Error<ArgumentException>([], [0]).ParamName, Is.EqualTo("scores"));
        Assert.That(Error<ArgumentException>([1, double.NaN], [0]).Message, Does.Contain("at 1 is NaN").And.Contain("scores"));
        Assert.That(Error<ArgumentException>(Scores, []).ParamName, Is.EqualTo("chosen"));
        Assert.That(Error<ArgumentException>(Scores, [1, 1]).ParamName, Is.EqualTo("chosen"));
        Assert.That(Error<ArgumentOutOfRangeException>(Scores, [7]).ParamName, Is.EqualTo("chosen"));
        Assert.That(Error<ArgumentOutOfRangeException>(Scores, [0], bins: 0).ParamName, Is.EqualTo("bins"));
        using Tensor square = ones(2, 2);
        Assert.That(
            Assert.Throws<ArgumentException>(() => AcquisitionFigures.Histogram("score", square, new BatchSelection([0], [1])))!.ParamName, Is.EqualTo("scores"));
    }

    private static T Error<T>(double[] scores, int[] chosen, int bins = 4)
        where T : Exception => Assert.Throws<T>(() => AcquisitionFigures.Histogram("score", scores, chosen, bins))!;
}
