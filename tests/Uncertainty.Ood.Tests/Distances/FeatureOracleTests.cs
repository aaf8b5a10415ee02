using TorchSharp;
using TorchSharp.Tests;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>Detectors of features beside scikit-learn and scipy, by values that <c>tests/data/torch/ood_features.py</c> wrote.</summary>
[TestFixture]
internal sealed class FeatureOracleTests
{
    private const double Relative = 2e-8;
    private const double Absolute = 2e-7;

    private static readonly Oracle Recorded = Oracle.Load("ood_features.csv");

    [Test]
    public void Mahalanobis_RecordedCase_GivesTheRecordedDistances([Values("mahalanobis", "mahalanobis_far_from_zero")] string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using MahalanobisDetector detector = MahalanobisDetector.Fit(FeatureReader.Given(), Labelled(name));
        using RelativeMahalanobisDetector relative = RelativeMahalanobisDetector.Fit(FeatureReader.Given(), Labelled(name));
        Recorded.AssertMatches(name, "squared", detector.SquaredDistances(Wide(name, "new")), Relative, Absolute);
        Recorded.AssertMatches(name, "relative", relative.Score(Wide(name, "new")), Relative, Absolute);
    }

    [Test]
    public void NearestNeighbours_RecordedCase_GivesTheRecordedDistances([Values(1, 4)] int neighbours, [Values] bool normalise)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        string name = $"neighbours_{neighbours}";
        NearestNeighboursOptions options = new() { Neighbours = neighbours, Normalise = normalise };
        using NearestNeighboursDetector detector = NearestNeighboursDetector.Fit(FeatureReader.Given(), Training(name), options);
        Recorded.AssertMatches(name, normalise ? "unit" : "raw", detector.Score(Wide(name, "new")), Relative, Absolute);
    }

    [Test]
    public void Vim_RecordedCase_GivesTheRecordedScores([Values(1, 3)] int dimensions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        string name = $"vim_{dimensions}";
        using LinearHead head = new(Wide(name, "weight"));
        FeatureReader reader = FeatureReader.Given(head);
        SubspaceOptions options = new() { Dimensions = dimensions };
        using VimDetector detector = VimDetector.Fit(reader, Training(name), options);
        using ResidualDetector residual = ResidualDetector.Fit(reader, Training(name), options);
        Assert.That(detector.Alpha, Is.EqualTo(Recorded.Values(name, "alpha")[0]).Within(Absolute));
        Recorded.AssertMatches(name, "residual", residual.Score(Wide(name, "new")), Relative, Absolute);
        Recorded.AssertMatches(name, "score", detector.Score(Wide(name, "new")), Relative, Absolute);
    }

    private static Tensor Wide(string name, string entry) => Recorded.Tensor(name, entry, torch.ScalarType.Float64);

    private static Tensor[] Training(string name)
    {
        Tensor rows = Wide(name, "train");
        return [rows.narrow(0, 0, 10), rows.narrow(0, 10, 1), rows.narrow(0, 11, rows.shape[0] - 11)];
    }

    private static (Tensor Inputs, Tensor Labels)[] Labelled(string name)
    {
        Tensor labels = Recorded.Tensor(name, "labels", torch.ScalarType.Int64);
        Tensor[] rows = Training(name);
        return
        [
            (rows[0], labels.narrow(0, 0, 10)),
            (rows[1], labels.narrow(0, 10, 1)),
            (rows[2], labels.narrow(0, 11, labels.shape[0] - 11)),
        ];
    }
}
