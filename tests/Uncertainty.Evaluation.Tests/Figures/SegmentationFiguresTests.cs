using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using ScottPlot.Tests;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;
using Color = ScottPlot.Color;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class SegmentationFiguresTests
{
    [Test]
    public void Segmentation_ByHand_HasFourMapsAndOneScale()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor epistemic = tensor(new[] { 0, .1, .2, .3, .4, .5 }, 2, 3);
        using Plot plot = ImageFigures.Segmentation(
            full(3, 2, 3, 0.2), tensor(new long[] { 0, 1, 0, 9, 0, 0 }, 2, 3), epistemic, 2 * epistemic, Names(10));
        PngFile png = PngFile.Of(plot);
        CoordinateRect[] rects = Rects(plot);
        Assert.That(png.At(plot.GetPixel(rects[0].Center)), Is.EqualTo(new Color(51, 51, 51)));
        Assert.That(Cell(rects[1], 1, 0), Is.EqualTo(FigureLook.Series(1)));
        Assert.That(Cell(rects[1], 0, 1), Is.EqualTo(FigureLook.Series(2).MixedWith(Colors.White, .55)), "class 9");
        Assert.That(Cell(rects[2], 2, 1), Is.EqualTo(FigureLook.UncertaintyColormap.GetColor(.5)), "half of the scale, which ends at 1");
        Assert.That(Cell(rects[3], 2, 1), Is.EqualTo(FigureLook.UncertaintyColormap.GetColor(1.0)));
        Assert.That(Cell(rects[3], 0, 0), Is.EqualTo(FigureLook.UncertaintyColormap.GetColor(0.0)));
        Assert.That(plot.GetPlottables<Heatmap>().Select(map => (map.GetRange().Min, map.GetRange().Max)), Is.All.EqualTo((0.0, 1.0)));
        Assert.That(plot.Axes.GetPanels().OfType<ColorBar>().Single().Label, Is.EqualTo("nats"));
        Assert.That(plot.Legend.GetItems().Select(item => item.LabelText), Is.EqualTo(new[] { "class 0", "class 1", "class 9" }));
        Assert.That(plot.GetPlottables<Text>().Select(text => text.LabelText), Is.EqualTo(new[] { "image", "prediction", "epistemic", "aleatoric" }));

        Color Cell(CoordinateRect rect, int column, int row) =>
            png.At(plot.GetPixel(new Coordinates(rect.Left + ((column + .5) / 3 * rect.Width), rect.Top - ((row + .5) / 2 * rect.Height))));
    }

    [Test]
    public void Segmentation_OfAResult_IsThatOfItsInput()
    {
        using DisposeScope scope = NewDisposeScope();
        using PredictiveSamples draws = new(rand(4, 2, 3, 30, dtype: ScalarType.Float64).reshape(4, 2, 3, 5, 6).softmax(2));
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(draws);
        using Plot plot = ImageFigures.Segmentation(zeros(5, 6), result, index: 1);
        Heatmap[] maps = [.. plot.GetPlottables<Heatmap>()];
        Assert.That(maps[0].Intensities.Cast<double>(), Is.EqualTo(Values.Of(result.Epistemic)[30..]));
        Assert.That(maps[1].Intensities.Cast<double>(), Is.EqualTo(Values.Of(result.Aleatoric)[30..]));
    }

    [TestCase(600, 400)]
    [TestCase(900, 330)]
    [TestCase(400, 600)]
    public void Segmentation_OfAnySize_HasMapsOfEqualUnitsSideBySide(int width, int height)
    {
        using Plot plot = Blank(16, 32, 2);
        plot.RenderInMemory(width, height);
        CoordinateRect[] rects = Rects(plot);
        Assert.That(rects.Select(rect => rect.Width / rect.Height), Is.All.EqualTo(2).Within(1e-6));
        Assert.That(rects.Select(rect => rect.Top).Distinct().Count(), Is.EqualTo(1));
        Assert.That(rects.Zip(rects.Skip(1)).Select(pair => pair.Second.Left - pair.First.Right), Is.All.GreaterThan(0));
        PixelRect data = plot.LastRender.DataRect;
        AxisLimits limits = plot.Axes.GetLimits();
        Assert.That(data.Width / limits.HorizontalSpan, Is.EqualTo(data.Height / limits.VerticalSpan).Within(1e-3), "pixels of the layout");
    }

    [TestCase(2)]
    [TestCase(20)]
    public void Segmentation_Classes_HaveUnlikeColoursAndReadableNames(int classes)
    {
        Assert.That(Enumerable.Range(0, classes).Select(ClassColors.Of).Distinct().Count(), Is.EqualTo(classes));
        using Plot plot = Blank(16, 16, classes);
        DrawnFigure.AssertReadable(plot);
    }

    [TestCase(0.0, 1.0)]
    [TestCase(0.5, 0.5)]
    public void Segmentation_AllValuesEqual_HasADefinedScale(double value, double highest)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor equal = full(2, 2, value);
        using Plot plot = ImageFigures.Segmentation(zeros(2, 2), zeros(2, 2), equal, equal);
        Assert.That(plot.GetPlottables<Heatmap>().First().GetRange().Max, Is.EqualTo(highest));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Segmentation_BadInput_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor map = zeros(2, 3);
        Tensor image = zeros(3, 2, 3);
        Assert.That(Name(() => ImageFigures.Segmentation(zeros(3, 2, 2), map, map, map)), Is.EqualTo("image"));
        Assert.That(Name(() => ImageFigures.Segmentation(zeros(2, 2, 3), map, map, map)), Is.EqualTo("image"));
        Assert.That(Name(() => ImageFigures.Segmentation(image + 2, map, map, map)), Is.EqualTo("image"));
        Assert.That(Name(() => ImageFigures.Segmentation(image, zeros(3), map, map)), Is.EqualTo("prediction"));
        Assert.That(Name(() => ImageFigures.Segmentation(image, map + 20, map, map)), Is.EqualTo("prediction"));
        Assert.That(Name(() => ImageFigures.Segmentation(image, map + .5, map, map)), Is.EqualTo("prediction"));
        Assert.That(Name(() => ImageFigures.Segmentation(image, map + 2, map, map, Names(2))), Is.EqualTo("prediction"));
        Assert.That(Name(() => ImageFigures.Segmentation(image, map, zeros(3, 2), map)), Is.EqualTo("epistemic"));
        Assert.That(Name(() => ImageFigures.Segmentation(image, map, map, map / 0)), Is.EqualTo("aleatoric"));
        Assert.That(Name(() => ImageFigures.Segmentation(zeros(1, 3), zeros(1, 3), zeros(1, 3), zeros(1, 3))), Is.EqualTo("prediction"));

        using PredictiveSamples draws = new(full(2, 1, 2, 16, .5).reshape(2, 1, 2, 4, 4));
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(draws);
        Assert.That(Name(() => ImageFigures.Segmentation(zeros(4, 4), result, 1)), Is.EqualTo("index"));
        Assert.That(Name(() => ImageFigures.Segmentation(zeros(4, 4), result, 0, Names(3))), Is.EqualTo("classNames"));
        using PredictiveSamples rows = new(full(2, 1, 2, .5));
        using ClassificationUncertainty noMaps = ClassificationUncertainty.FromProbabilities(rows);
        Assert.That(Name(() => ImageFigures.Segmentation(zeros(4, 4), noMaps)), Is.EqualTo("result"));
    }

    [Test]
    public void Segmentation_LeavesNoTensors()
    {
        using Tensor image = rand(1, 4, 4);
        using Tensor flat = full(2, 1, 2, 16, .5);
        using Tensor probabilities = flat.reshape(2, 1, 2, 4, 4);
        using PredictiveSamples draws = new(probabilities.clone());
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(draws);
        Leaks.AssertNone(() =>
        {
            using Plot plot = ImageFigures.Segmentation(image, result);
        });
    }

    private static Plot Blank(int height, int width, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor classMap = arange(height * width).remainder(classes).reshape(height, width);
        return ImageFigures.Segmentation(zeros(height, width), classMap, zeros(height, width), ones(height, width), Names(classes));
    }

    private static CoordinateRect[] Rects(Plot plot) =>
    [
        .. plot.GetPlottables<Picture>().Select(picture => picture.Rect),
        .. plot.GetPlottables<Heatmap>().Select(map => map.GetAlignedExtent()),
    ];

    private static string[] Names(int classes) => [.. Enumerable.Range(0, classes).Select(i => $"class {i}")];

    private static string? Name(Action call) => Assert.Catch<ArgumentException>(call)!.ParamName;
}
