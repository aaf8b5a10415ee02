using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using ScottPlot.Tests;
using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class PlaneFiguresTests
{
    private static readonly PointGroup Two = new("two", [-1.5, 2.5], [0.5, 3.5]);

    [Test]
    public void UncertaintyMap_ByHand_HasItsColoursInTheirPlaces()
    {
        using Plot plot = OfValues([0, 1, 2, 3, 4, 5], []);
        PngFile png = PngFile.Of(plot);
        IColormap colours = FigureLook.UncertaintyColormap;
        for (int cell = 0; cell < 6; cell++)
        {
            // Columns are 2 wide from x = -2 on, rows 2 high from y = 0 on.
            Pixel middle = plot.GetPixel(new Coordinates(-1 + (2 * (cell % 3)), 1 + (2 * (cell / 3))));
            Assert.That(png.At(middle), Is.EqualTo(colours.GetColor(cell / 5.0)), $"cell {cell}");
        }

        Assert.That(plot.Axes.GetLimits(), Is.EqualTo(new AxisLimits(-2, 4, 0, 4)));
        Assert.That(plot.Axes.GetPanels().OfType<ColorBar>().Single().Label, Is.EqualTo("epistemic, nats"));
    }

    [TestCase(600, 400)]
    [TestCase(300, 700)]
    public void UncertaintyMap_OfAnySize_HasEqualUnits(int width, int height)
    {
        using Plot plot = OfValues([0, 1, 2, 3, 4, 5]);
        DrawnFigure figure = new(plot, width, height);
        Assert.That(figure.Data.Width / figure.Data.Height, Is.EqualTo(6 / 4.0).Within(1e-3));
    }

    [Test]
    public void UncertaintyMap_Points_AreWhereTheyAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = OfValues([0, 1, 2, 3, 4, 5]);
        DrawnFigure figure = new(plot);
        PixelRect[] marks = [.. figure.FilledWith(FigureLook.Series(0)).Where(box => figure.Data.Contains(box.Center)).OrderBy(box => box.Left)];
        Assert.That(marks, Has.Length.EqualTo(2));
        foreach ((PixelRect mark, Coordinates point) in marks.Zip([new Coordinates(-1.5, .5), new Coordinates(2.5, 3.5)]))
        {
            Assert.That(mark.Center.DistanceFrom(plot.GetPixel(point)), Is.LessThan(1));
        }
    }

    [Test]
    public void UncertaintyMap_OfAFunction_IsItsValuesInTheMiddlesOfSquareCells()
    {
        using Plot plot = PlaneFigures.UncertaintyMap(points => points.select(1, 0) + (10 * points.select(1, 1)), (0, 6), (0, 3), "x + 10 y", resolution: 6);
        double[,] values = plot.GetPlottables<Heatmap>().Single().Intensities;
        Assert.That((values.GetLength(0), values.GetLength(1)), Is.EqualTo((3, 6)));
        Assert.That(values[0, 0], Is.EqualTo(5.5).Within(1e-5));
        Assert.That(values[2, 5], Is.EqualTo(30.5).Within(1e-5));
    }

    [Test]
    public void UncertaintyMap_OfAFunctionOverManyCells_GivesItABatchAtATime()
    {
        List<long> rows = [];
        using Plot plot = PlaneFigures.UncertaintyMap(
            points =>
            {
                rows.Add(points.shape[0]);
                Assert.That(points.dtype, Is.EqualTo(ScalarType.Float32));
                return points.narrow(1, 0, 1).clone();
            },
            (0, 1),
            (0, 1),
            "x",
            resolution: 100);
        Assert.That(rows, Is.EqualTo(new[] { 4096, 4096, 10_000 - 8192 }));
        Assert.That(plot.GetPlottables<Heatmap>().Single().Intensities[37, 99], Is.EqualTo(.995).Within(1e-6));
    }

    [TestCase(UncertaintyKind.Total)]
    [TestCase(UncertaintyKind.Aleatoric)]
    [TestCase(UncertaintyKind.Epistemic)]
    public void UncertaintyMap_OfAnEvaluation_IsThatOfEachPoint(UncertaintyKind kind)
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationEvaluation evaluation = Classifier();
        using Plot plot = PlaneFigures.UncertaintyMap(evaluation, kind, (-1, 1), (0, 2), resolution: 4);
        using ClassificationUncertainty result = evaluation.Evaluate(tensor(new[] { 0.75f, 1.25f }, 1, 2));
        Tensor expected = kind switch
        {
            UncertaintyKind.Total => result.Total,
            UncertaintyKind.Aleatoric => result.Aleatoric,
            _ => result.Epistemic,
        };
        Assert.That(plot.GetPlottables<Heatmap>().Single().Intensities[2, 3], Is.EqualTo(Values.Of(expected)[0]).Within(1e-6));
        Assert.That(
            plot.Axes.GetPanels().OfType<ColorBar>().Single().Label, Is.EqualTo($"{kind.ToString().ToLowerInvariant()} uncertainty, nats"));
    }

    [TestCase(0.0, 0.0, 1.0)]
    [TestCase(0.25, 0.0, 0.25)]
    [TestCase(-3.0, -3.0, -2.0)]
    public void UncertaintyMap_AllValuesEqual_HasADefinedScale(double value, double low, double high)
    {
        using Plot plot = OfValues([.. Enumerable.Repeat(value, 6)]);
        ScottPlot.Range range = plot.GetPlottables<Heatmap>().Single().GetRange();
        Assert.That((range.Min, range.Max), Is.EqualTo((low, high)));
        DrawnFigure.AssertReadable(plot);
    }

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(10)]
    public void UncertaintyMap_LongNames_IsReadable(int count)
    {
        using Tensor values = zeros(2, 3);
        PointGroup[] groups = [.. Enumerable.Range(0, count).Select(i => new PointGroup($"a class with a long name {i}", [i / 3.0], [i / 3.0]))];
        using Plot plot = PlaneFigures.UncertaintyMap(values, (0, 4), (0, 4), "epistemic uncertainty, nats", groups);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void UncertaintyMap_BadInput_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor good = zeros(2, 2);
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(zeros(4), (0, 1), (0, 1), "")), Is.EqualTo("values"));
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(zeros(1, 4), (0, 1), (0, 1), "")), Is.EqualTo("values"));
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(full(2, 2, double.NaN), (0, 1), (0, 1), "")), Is.EqualTo("values"));
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(good, (1, 1), (0, 1), "")), Is.EqualTo("xRange"));
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(good, (0, 1), (0, double.NaN), "")), Is.EqualTo("yRange"));
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(good, (0, 1), (0, 1), "", [Two, new("bad", [1], [double.NaN])])), Is.EqualTo("points[1].Ys"));
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(good, (0, 1), (0, 1), "", [new("bad", [1, 2], [1])])), Is.EqualTo("points[0].Ys"));
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(points => points, (0, 1), (0, 1), "", resolution: 1)), Is.EqualTo("resolution"));
        using ClassificationEvaluation evaluation = Classifier();
        Assert.That(Name(() => PlaneFigures.UncertaintyMap(evaluation, (UncertaintyKind)7, (0, 1), (0, 1))), Is.EqualTo("kind"));
    }

    [Test]
    public void UncertaintyMap_BadFunction_SaysWhatItGave()
    {
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => PlaneFigures.UncertaintyMap(points => points.clone(), (0, 1), (0, 1), "", resolution: 2))!.Message,
            Does.Contain("8 values of 4 points"));
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => PlaneFigures.UncertaintyMap(points => points.select(1, 0) / 0, (0, 1), (0, 1), "", resolution: 2))!.Message,
            Does.Contain("measure").And.Contain("not finite"));
    }

    [Test]
    public void UncertaintyMap_LeavesNoTensors()
    {
        using Tensor values = ones(3, 3);
        using ClassificationEvaluation evaluation = Classifier();
        Leaks.AssertNone(() =>
        {
            using Plot plain = PlaneFigures.UncertaintyMap(values, (0, 1), (0, 1), "");
            using Plot ofFunction = PlaneFigures.UncertaintyMap(points => points.select(1, 0) + points.select(1, 1).exp(), (0, 1), (0, 1), "", resolution: 3);
            using Plot ofEvaluation = PlaneFigures.UncertaintyMap(evaluation, UncertaintyKind.Total, (0, 1), (0, 1), resolution: 3);
        });
    }

    private static Plot OfValues(double[] values) => OfValues(values, [Two]);

    private static Plot OfValues(double[] values, IReadOnlyList<PointGroup> points)
    {
        using Tensor grid = PlainNumbers.ToTensor(values, 2, 3);
        return PlaneFigures.UncertaintyMap(grid, (-2, 4), (0, 4), "epistemic, nats", points);
    }

    private static string? Name(Action call) => Assert.Catch<ArgumentException>(call)!.ParamName;

    private static ClassificationEvaluation Classifier()
    {
        manual_seed(1);
        nn.Module<Tensor, Tensor> network = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 2));
        return UncertaintyEvaluation.ForClassification(network, classes: 2);
    }
}
