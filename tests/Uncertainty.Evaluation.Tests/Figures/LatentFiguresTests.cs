using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.Tests;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class LatentFiguresTests
{
    [Test]
    public void Samples_AreThoseOfTheModel()
    {
        using VariationalAutoencoder model = Model();
        using Plot plot = LatentFigures.Samples(model, [4, 5], count: 7, columns: 3, seed: 2);
        PngFile png = PngFile.Of(plot);
        Picture[] pictures = [.. plot.GetPlottables<Picture>()];
        Assert.That(pictures, Has.Length.EqualTo(7));
        using Tensor samples = model.Sample(7, 2);
        AssertPixels(plot, png, pictures[6], Values.Of(samples)[^20..]);
        Assert.That(pictures[6].Rect.Left, Is.EqualTo(pictures[0].Rect.Left));
        Assert.That(pictures[6].Rect.Top, Is.LessThan(pictures[3].Rect.Bottom));
        Assert.That(plot.GetPlottables<Text>(), Is.Empty);
    }

    [Test]
    public void Reconstructions_WithASeed_StandBelowTheirImages()
    {
        using VariationalAutoencoder model = Model();
        using Tensor images = rand(5, 1, 4, 5);
        using Plot plot = LatentFigures.Reconstructions(model, images, columns: 3, seed: 4);
        PngFile png = PngFile.Of(plot);
        Picture[] pictures = [.. plot.GetPlottables<Picture>()];
        Assert.That(pictures, Has.Length.EqualTo(15));
        double[] rows = [.. pictures.Select(picture => picture.Rect.Top).Distinct().OrderDescending()];
        Assert.That(rows, Has.Length.EqualTo(6), "two blocks of three");
        using Tensor mean = model.Reconstruct(images);
        using Tensor draw = model.Reconstruct(images, 4);
        foreach ((int kind, double[] values) in new[] { Values.Of(images), Values.Of(mean), Values.Of(draw) }.Index())
        {
            // The last image is in the second block, in the second column.
            Picture last = pictures[(5 * kind) + 4];
            Assert.That(last.Rect.Top, Is.EqualTo(rows[3 + kind]));
            Assert.That(last.Rect.Left, Is.EqualTo(pictures[1].Rect.Left));
            AssertPixels(plot, png, last, values[^20..]);
        }
    }

    [Test]
    public void Reconstructions_NoSeed_HasTheMeanAlone()
    {
        using VariationalAutoencoder model = Model();
        using Tensor images = rand(1, 4, 5);
        using Plot plot = LatentFigures.Reconstructions(model, images);
        Assert.That(plot.GetPlottables<Picture>().Count(), Is.EqualTo(2));
        plot.RenderInMemory(600, 400);
    }

    [Test]
    public void Scatter_ByHand_HasThePointsOfEachClassInItsMark()
    {
        using Tensor latents = PlainNumbers.ToTensor([0, 10, 1, 2, 20, 3, 4, 30, 5], 3, 3);
        using Plot plot = LatentFigures.Scatter(latents, [8, 1, 8], dimensions: (0, 2));
        Markers[] groups = [.. plot.GetPlottables<Markers>()];
        Assert.That(groups.Select(group => group.LegendText), Is.EqualTo(new[] { "1", "8" }));
        Assert.That(groups[1].Data.GetScatterPoints().Select(point => (point.X, point.Y)), Is.EqualTo(new[] { (0.0, 1.0), (4, 5) }));
        Assert.That(groups.Select(group => group.MarkerFillColor), Is.All.EqualTo(FigureLook.Series(1)), "1 and 8 share a colour");
        Assert.That(groups[0].MarkerShape, Is.Not.EqualTo(groups[1].MarkerShape), "but not a shape");
        Assert.That((plot.Axes.Bottom.Label.Text, plot.Axes.Left.Label.Text), Is.EqualTo(("latent 0", "latent 2")));
    }

    [Test]
    public void Scatter_Marks_AreUnlikeForThirtyFiveClasses()
    {
        Assert.That(Enumerable.Range(0, 35).Select(i => (FigureLook.Series(i), ClassMarks.Shape(i))).Distinct().Count(), Is.EqualTo(35));
    }

    [Test]
    public void Scatter_Points_AreWhereTheyAreToAPixelInEqualUnits()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Tensor latents = PlainNumbers.ToTensor([-1, 0, 3, 1], 2, 2);
        using Plot plot = LatentFigures.Scatter(latents, [0, 0]);
        DrawnFigure figure = new(plot);
        Pixel[] marks =
        [
            .. figure.FilledWith(FigureLook.Series(0)).Select(box => box.Center).Where(figure.Data.Contains).OrderBy(center => center.X),
        ];
        Assert.That(marks, Has.Length.EqualTo(2));
        Assert.That(marks[0].DistanceFrom(plot.GetPixel(new Coordinates(-1, 0))), Is.LessThan(1));
        Assert.That((marks[1].X - marks[0].X) / (marks[0].Y - marks[1].Y), Is.EqualTo(4).Within(.1));
        Assert.That(figure.Data.Width, Is.EqualTo(figure.Data.Height).Within(.01));
    }

    [TestCase(1)]
    [TestCase(10)]
    [TestCase(20)]
    public void Scatter_Classes_AreReadable(int classes)
    {
        using Tensor latents = randn(classes, 2);
        using Plot plot = LatentFigures.Scatter(
            latents, [.. Enumerable.Range(0, classes).Select(i => (long)i)], [.. Enumerable.Range(0, classes).Select(i => classes > 10 ? $"class {i}" : $"a long name of class {i}")]);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Scatter_AllPointsEqual_IsInSight()
    {
        using Tensor latents = full(3, 2, 5.0);
        using Plot plot = LatentFigures.Scatter(latents, [0, 1, 2]);
        Assert.That(plot.Axes.GetLimits().Contains(5, 5), Is.True);
        Assert.That(plot.Axes.GetLimits().HorizontalSpan, Is.GreaterThan(0).And.EqualTo(plot.Axes.GetLimits().VerticalSpan));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void AllFigures_BadInput_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Model();
        Tensor two = zeros(2, 2);
        Assert.That(Name(() => LatentFigures.Samples(model, [4, 4])), Is.EqualTo("shape"));
        Assert.That(Name(() => LatentFigures.Samples(model, [2, 2, 5])), Is.EqualTo("shape"));
        Assert.That(Name(() => LatentFigures.Samples(model, [-4, -5])), Is.EqualTo("shape"));
        Assert.That(Name(() => LatentFigures.Samples(model, [4, 5], count: 0)), Is.EqualTo("count"));
        Assert.That(Name(() => LatentFigures.Samples(model, [4, 5], columns: 0)), Is.EqualTo("columns"));
        Assert.That(Name(() => LatentFigures.Reconstructions(model, zeros(20))), Is.EqualTo("images"));
        Assert.That(Name(() => LatentFigures.Reconstructions(model, zeros(1, 4, 5), columns: 0)), Is.EqualTo("columns"));
        Assert.That(Name(() => LatentFigures.Scatter(zeros(2), [0, 1])), Is.EqualTo("latents"));
        Assert.That(Name(() => LatentFigures.Scatter(two / 0, [0, 1])), Is.EqualTo("latents"));
        Assert.That(Name(() => LatentFigures.Scatter(two, [0])), Is.EqualTo("labels"));
        Assert.That(Name(() => LatentFigures.Scatter(two, [0, -1])), Is.EqualTo("labels"));
        Assert.That(Name(() => LatentFigures.Scatter(two, [0, 1], ["one"])), Is.EqualTo("labels"));
        Assert.That(Name(() => LatentFigures.Scatter(two, [0, 1], dimensions: (0, 2))), Is.EqualTo("dimensions"));
    }

    [Test]
    public void AllFigures_LeaveNoTensors()
    {
        using VariationalAutoencoder model = Model();
        using Tensor images = rand(3, 4, 5);
        using Tensor latents = randn(3, 4);
        Leaks.AssertNone(() =>
        {
            using Plot samples = LatentFigures.Samples(model, [1, 4, 5], count: 2);
            using Plot reconstructions = LatentFigures.Reconstructions(model, images, seed: 1);
            using Plot scatter = LatentFigures.Scatter(latents, [0, 1, 0]);
        });
    }

    /// <summary>That the picture shows these grey levels, [4, 5].</summary>
    private static void AssertPixels(Plot plot, PngFile png, Picture picture, double[] values)
    {
        CoordinateRect rect = picture.Rect;
        for (int i = 0; i < 20; i++)
        {
            Coordinates middle = new(rect.Left + ((i % 5 + .5) / 5 * rect.Width), rect.Top - ((i / 5 + .5) / 4 * rect.Height));
            Assert.That(png.At(plot.GetPixel(middle)).R, Is.EqualTo(255 * values[i]).Within(.51), $"pixel {i}");
        }
    }

    private static string? Name(Action call) => Assert.Catch<ArgumentException>(call)!.ParamName;

    private static VariationalAutoencoder Model()
    {
        manual_seed(5);
        return new VariationalAutoencoder(
            nn.Sequential(nn.Flatten(), nn.Linear(20, 8), nn.ReLU()),
            nn.Sequential(nn.Linear(2, 20)),
            features: 8,
            latents: 2,
            new VariationalAutoencoderOptions { Likelihood = new BernoulliLikelihood { GreyValues = true } });
    }
}
