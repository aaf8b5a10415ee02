using ScottPlot;
using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The code of docs/methods/figures-scores-and-learning.md about detectors and streams, as it stands there.</summary>
[TestFixture]
internal sealed class FiguresSnippetTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("figures-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void FiguresPage()
    {
        using ToyProblem toy = new();
        using DisposeScope scope = NewDisposeScope();
        string folder = _folder;
        Module<Tensor, Tensor> network = toy.Network;
        EnergyDetector energy = new(network);
        using MahalanobisDetector mahalanobis = MahalanobisDetector.Fit(
            FeatureReader.Penultimate(network), toy.Batches, new MahalanobisOptions { Ridge = 1e-6 });
        Tensor heldOut = toy.Inliers.narrow(0, 0, 60);
        Tensor test = toy.Inliers.narrow(0, 60, 30);
        Tensor foreign = toy.Outliers;
        Tensor[] incoming = [.. test.unbind(0), .. foreign.unbind(0)];

        double[] calibration = Scores(energy, heldOut);                          // inliers that nothing was fitted on
        double[] inliers = Scores(energy, test);                                 // others
        double[] outliers = Scores(energy, foreign);
        OodThreshold threshold = OodThreshold.AtFalseAlarmRate(calibration, rate: 0.05);
        using Plot densities = ScoreFigures.Densities("energy", new("test", inliers), [new("foreign", outliers)], threshold);
        densities.SaveFigure(Path.Combine(folder, "scores-energy.png"));

        HistogramGroup near = new("test", Scores(mahalanobis, test));
        HistogramGroup far = new("foreign", Scores(mahalanobis, foreign));
        using Plot distances = ScoreFigures.Densities("Mahalanobis", near, [far], options: new ScoreFigureOptions { Logarithmic = true });
        distances.SaveFigure(Path.Combine(folder, "scores-mahalanobis.png"));

        using Plot roc = ScoreFigures.Comparison(
            "test → foreign", [("energy", inliers, outliers), ("Mahalanobis", near.Values, far.Values)]);
        roc.SaveFigure(Path.Combine(folder, "roc.png"));

        OodScreen screen = new(network, energy, threshold);
        List<DriftState> states = [];
        foreach (ScreenedInput input in screen.Screen(incoming))
        {
            states.Add(screen.Drift);
        }

        using Plot drift = ScreenFigures.Drift(states);                          // and the screen's DriftAlarmOptions, where they are not the defaults
        drift.SaveFigure(Path.Combine(folder, "drift.png"));

        Assert.That(states[^1].RaisedAt, Is.Not.Null);
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(4));
    }

    private static double[] Scores(IOodDetector detector, Tensor inputs)
    {
        using Tensor scores = detector.Score(inputs);
        return scores.data<double>().ToArray();
    }
}
