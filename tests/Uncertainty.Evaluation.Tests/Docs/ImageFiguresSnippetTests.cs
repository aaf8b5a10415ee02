using ScottPlot;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Distributions;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/figures-images.md, as it stands there.</summary>
[TestFixture]
internal sealed class ImageFiguresSnippetTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("figures-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Plane()
    {
        using DisposeScope scope = NewDisposeScope();
        string folder = _folder;
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(
            nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 2)), classes: 2);
        Tensor points = randn(6, 2);
        long[] labels = [0, 1, 0, 1, 0, 1];

        IReadOnlyList<PointGroup> training = PointGroup.ByClass(points, labels, ["upper moon", "lower moon"]);     // [N, 2] points, N labels
        using Plot map = PlaneFigures.UncertaintyMap(evaluation, UncertaintyKind.Epistemic, (-2, 3), (-1.5, 2), training);
        map.SaveFigure(Path.Combine(folder, "epistemic.png"));

        using Plot spread = PlaneFigures.UncertaintyMap(                                // or of any function from [N, 2] to [N]
            grid => evaluation.EvaluateEpistemic(grid).select(1, 0), (-2, 3), (-1.5, 2), "variance of the first class's probability", training);
        spread.XLabel("length, cm");

        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        Assert.That(spread.GetPlottables().Count(), Is.EqualTo(3), "a map and two classes");
    }

    [Test]
    public void Images()
    {
        using DisposeScope scope = NewDisposeScope();
        string folder = _folder;
        Tensor images = rand(5, 1, 28, 28);
        Tensor normalised = (images - 0.5) / 0.3;
        long[] labels = [0, 1, 2, 0, 1];
        string[] captions = ["a", "b", "c", "d", "e"];
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(
            nn.Sequential(nn.Flatten(), nn.Linear(784, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3)), classes: 3);

        using ClassificationUncertainty result = evaluation.Evaluate(normalised);
        using Plot digits = ImageFigures.Predictions(images, result, labels, columns: 5);        // images as people see them, in [0, 1]
        digits.Title("Class, its probability, epistemic uncertainty");
        digits.SaveFigure(Path.Combine(folder, "digits.png"));

        using Plot plain = ImageFigures.Grid(images, captions);                                  // any captions, or none

        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        Assert.That(plain.GetPlottables().Count(), Is.EqualTo(10), "images and captions");
    }

    [Test]
    public void Segmentation()
    {
        using DisposeScope scope = NewDisposeScope();
        string folder = _folder;
        Tensor scenes = rand(2, 3, 12, 16);
        Tensor picture = scenes.select(0, 0);
        using ClassificationEvaluation segmentation = UncertaintyEvaluation.ForClassification(
            nn.Sequential(nn.Conv2d(3, 8, 1), nn.ReLU(), nn.Dropout2d(0.5), nn.Conv2d(8, 3, 1)), classes: 3);

        using ClassificationUncertainty maps = segmentation.Evaluate(scenes);
        using Plot scene = ImageFigures.Segmentation(picture, maps, index: 0, ["road", "car", "sky"]);     // picture: [3, H, W] in [0, 1]
        scene.SaveFigure(Path.Combine(folder, "scene.svg"), width: 900, height: 330);

        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void Autoencoder()
    {
        using DisposeScope scope = NewDisposeScope();
        string folder = _folder;
        Tensor images = rand(4, 1, 28, 28);
        long[] labels = [0, 1, 2, 9];
        using VariationalAutoencoder model = new(
            nn.Sequential(nn.Flatten(), nn.Linear(784, 16), nn.ReLU()),
            nn.Sequential(nn.Linear(4, 784)),
            features: 16,
            latents: 4,
            new VariationalAutoencoderOptions { Likelihood = new BernoulliLikelihood { GreyValues = true } });

        using Plot samples = LatentFigures.Samples(model, [28, 28], count: 100, seed: 1);                  // 10 in a row
        samples.SaveFigure(Path.Combine(folder, "samples.png"), width: 640, height: 640);
        using Plot again = LatentFigures.Reconstructions(model, images, seed: 1);                          // image, mean, draw
        using Normal posterior = model.Encode(images);
        using Plot latents = LatentFigures.Scatter(posterior.Location, labels, dimensions: (0, 1));

        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
        Assert.That(again.GetPlottables().Count(), Is.EqualTo(12));
        Assert.That(latents.GetPlottables().Count(), Is.EqualTo(4), "a mark for each class");
    }
}
