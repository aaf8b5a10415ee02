using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.Tests;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;
using Color = ScottPlot.Color;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class ImageFiguresTests
{
    [TestCase(1)]
    [TestCase(2)]
    public void Grid_ColourImage_HasEachOfItsPixelsAsASquareOfOneColour(int sharpness)
    {
        using Tensor image = PlainNumbers.ToTensor([1, 0, 0, .2, 0, 1, 0, .4, 0, 0, 1, .6], 1, 3, 2, 2);
        using Plot plot = ImageFigures.Grid(image);
        plot.ScaleFactor = sharpness;
        PngFile png = PngFile.Of(plot, 120 * sharpness, 120 * sharpness);
        (int Left, int Right, int Top, int Bottom, int Count)[] squares =
            [.. new Color[] { new(255, 0, 0), new(0, 255, 0), new(0, 0, 255), new(51, 102, 153) }.Select(png.BoxOf)];

        // 120 less a margin of 8 and half a gap of 3 on each side, over two pixels.
        int side = 49 * sharpness;
        foreach ((int left, int right, int top, int bottom, int count) in squares)
        {
            Assert.That((right - left + 1, bottom - top + 1, count), Is.EqualTo((side, side, side * side)));
        }

        Assert.That(squares[1].Left, Is.EqualTo(squares[0].Right + 1));
        Assert.That(squares[2].Top, Is.EqualTo(squares[0].Bottom + 1));
        Assert.That((squares[3].Left, squares[3].Top), Is.EqualTo((squares[1].Left, squares[2].Top)));
    }

    [Test]
    public void Grid_GreyImages_StandRowByRowWithTheirCaptionsBelow()
    {
        using Tensor images = PlainNumbers.ToTensor([.1, .2, .3, .4, .5], 5, 1, 1).expand(5, 4, 8);
        using Plot plot = ImageFigures.Grid(images, ["a", "b", "c", "d", "e"], columns: 3);
        PngFile png = PngFile.Of(plot);
        Picture[] pictures = [.. plot.GetPlottables<Picture>()];
        Text[] captions = [.. plot.GetPlottables<Text>()];
        Assert.That(captions.Select(caption => caption.LabelText), Is.EqualTo(new[] { "a", "b", "c", "d", "e" }));
        for (int i = 0; i < 5; i++)
        {
            CoordinateRect rect = pictures[i].Rect;
            byte grey = (byte)Math.Round(25.5 * (i + 1), MidpointRounding.AwayFromZero);
            Assert.That(png.At(plot.GetPixel(rect.Center)), Is.EqualTo(new Color(grey, grey, grey)), $"image {i}");
            Assert.That(rect.Width, Is.EqualTo(2 * rect.Height).Within(1e-9), "8 : 4");
            Assert.That(rect.Left, Is.EqualTo(pictures[i % 3].Rect.Left), "in its column");
            Assert.That(rect.Top, Is.EqualTo(pictures[i / 3 * 3].Rect.Top), "in its row");
            Assert.That(captions[i].Location.X, Is.EqualTo(rect.HorizontalCenter).Within(1e-9));
            Assert.That(captions[i].Location.Y, Is.InRange(rect.Bottom - 4, rect.Bottom));
        }

        Assert.That(pictures[1].Rect.Left, Is.GreaterThan(pictures[0].Rect.Right));
        Assert.That(pictures[3].Rect.Top, Is.LessThan(pictures[0].Rect.Bottom - 10), "room for captions");
    }

    [TestCase(1, 1)]
    [TestCase(6, 3)]
    [TestCase(100, 13)]
    public void Grid_NoColumnsGiven_HasHalfAsManyAgainAsRows(int count, int columns)
    {
        using Tensor images = zeros(count, 2, 2);
        using Plot plot = ImageFigures.Grid(images);
        plot.RenderInMemory(600, 400);
        Assert.That(plot.GetPlottables<Picture>().Select(picture => picture.Rect.Left).Distinct().Count(), Is.EqualTo(Math.Min(count, columns)));
    }

    [Test]
    public void Grid_MorePixelsThanRoom_IsShrunkWhole()
    {
        using Tensor images = ones(4, 3, 700, 900) * .5;
        using Plot plot = ImageFigures.Grid(images, columns: 2);
        plot.RenderInMemory(200, 200);
        Assert.That(plot.GetPlottables<Picture>().Select(picture => picture.Rect.Right), Is.All.LessThanOrEqualTo(plot.Axes.GetLimits().Right));
        Assert.That(plot.LastRender.DataRect.Width, Is.LessThan(200));
        Assert.That(plot.GetPlottables<Picture>().First().Rect.Width, Is.GreaterThan(80));
    }

    [TestCase(1)]
    [TestCase(12)]
    [TestCase(40)]
    public void Grid_LongCaptions_AreReadable(int count)
    {
        using Tensor images = zeros(count, 28, 28);
        string[] captions = [.. Enumerable.Range(0, count).Select(i => $"a caption of many words, number {i}\nand a second line of it")];
        using Plot plot = ImageFigures.Grid(images, captions);
        DrawnFigure.AssertReadable(plot);
        using Plot shorter = ImageFigures.Grid(images, [.. captions.Select((_, i) => $"{i}")]);
        shorter.Title("Images with a title");
        DrawnFigure.AssertReadable(shorter);
    }

    [Test]
    public void Predictions_ByHand_SaysWhatAndHowSureAndMarksMistakes()
    {
        using DisposeScope scope = NewDisposeScope();
        // Draws agree on the first; on the second they are as far apart as can be: ln 2.
        using PredictiveSamples draws = new(tensor(new[] { .1, .9, 1.0, 0, .1, .9, 0, 1 }, 2, 2, 2));
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(draws);
        using Plot plot = ImageFigures.Predictions(zeros(2, 1, 3, 3), result, [1, 1], ["cat", "dog"]);
        DrawnFigure figure = new(plot);
        Text[] captions = [.. plot.GetPlottables<Text>()];
        Assert.That(captions.Select(caption => caption.LabelText), Is.EqualTo(new[] { "dog\np 0.90\n0.00 nats", "cat for dog\np 0.50\n0.69 nats" }));
        Assert.That(captions.Select(caption => caption.LabelFontColor), Is.EqualTo(new[] { Colors.Black, FigureLook.Wrong }));
        CoordinateRect wrong = plot.GetPlottables<Picture>().Last().Rect;
        CoordinateRect frame = plot.GetPlottables<Rectangle>().Single().CoordinateRect;
        Assert.That((frame.Left, frame.Top), Is.EqualTo((wrong.Left - 1.5, wrong.Top + 1.5)));
        if (DrawnFigure.IsTakenApart)
        {
            PixelRect drawn = figure.DrawnIn(FigureLook.Wrong).Single();
            Assert.That(drawn.Left, Is.EqualTo(plot.GetPixel(wrong.TopLeft).X - 1.5).Within(1));
            Assert.That(drawn.Bottom, Is.EqualTo(plot.GetPixel(wrong.BottomRight).Y + 1.5).Within(1));
        }

        using Plot unknown = ImageFigures.Predictions(zeros(2, 3, 3), result);
        Assert.That(unknown.GetPlottables<Text>().Select(caption => caption.LabelText[..1]), Is.EqualTo(new[] { "1", "0" }));
        Assert.That(unknown.GetPlottables<Rectangle>(), Is.Empty);
    }

    [Test]
    public void Grid_BadInput_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor good = zeros(2, 3, 3);
        Assert.That(Error(() => ImageFigures.Grid(zeros(3, 3))).ParamName, Is.EqualTo("images"));
        Assert.That(Error(() => ImageFigures.Grid(zeros(2, 2, 3, 3))).Message, Does.Contain("[2, 2, 3, 3]"));
        Assert.That(Error(() => ImageFigures.Grid(zeros(0, 3, 3))).ParamName, Is.EqualTo("images"));
        Assert.That(Error(() => ImageFigures.Grid(good + 1.5)).Message, Does.Contain("in [0, 1]").And.Contain("1.5"));
        Assert.That(Error(() => ImageFigures.Grid(full(1, 2, 2, double.NaN))).Message, Does.Contain("finite"));
        Assert.That(Error(() => ImageFigures.Grid(good.to_type(ScalarType.Int64))).ParamName, Is.EqualTo("images"));
        Assert.That(Error(() => ImageFigures.Grid(good, ["one"])).ParamName, Is.EqualTo("captions"));
        Assert.That(Error(() => ImageFigures.Grid(good, columns: 0)).ParamName, Is.EqualTo("columns"));
    }

    [Test]
    public void Predictions_BadInput_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using PredictiveSamples draws = new(full(2, 2, 3, 1 / 3.0));
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(draws);
        Tensor two = zeros(2, 3, 3);
        Assert.That(Error(() => ImageFigures.Predictions(zeros(3, 3, 3), result)).ParamName, Is.EqualTo("result"));
        Assert.That(Error(() => ImageFigures.Predictions(two, result, [1])).ParamName, Is.EqualTo("labels"));
        Assert.That(Error(() => ImageFigures.Predictions(two, result, [0, 3])).ParamName, Is.EqualTo("labels"));
        Assert.That(Error(() => ImageFigures.Predictions(two, result, classNames: ["a", "b"])).ParamName, Is.EqualTo("classNames"));
    }

    [Test]
    public void BothGrids_LeaveNoTensors()
    {
        using Tensor images = rand(3, 3, 5, 5);
        using Tensor probabilities = full(2, 3, 2, .5);
        using PredictiveSamples draws = new(probabilities.clone());
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(draws);
        Leaks.AssertNone(() =>
        {
            using Plot grid = ImageFigures.Grid(images, ["a", "b", "c"]);
            using Plot predictions = ImageFigures.Predictions(images, result);
        });
    }

    private static ArgumentException Error(Action call) => Assert.Catch<ArgumentException>(call)!;
}
