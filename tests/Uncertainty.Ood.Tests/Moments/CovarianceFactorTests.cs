using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>Covariances that have no Cholesky factor, through the detectors that need one.</summary>
[TestFixture]
internal sealed class CovarianceFactorTests
{
    private static readonly MahalanobisOptions Ridge = new() { Ridge = 1e-6 };

    [Test]
    public void Fit_ConstantFeatures_NamesThemAndRidgeMendsIt()
    {
        using Samples samples = new(60, 4, 3);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = samples.Features.clone();
        features.narrow(1, 1, 1).fill_(0.1);
        features.narrow(1, 3, 1).zero_();
        string message = Failure(features, samples.Labels);
        Assert.That(message, Does.Contain("2 of 4 features of layer 'features' are constant").And.Contain("1, 3").And.Contain("Ridge"));
        AssertFinite(features, samples.Labels);
    }

    [Test]
    public void Fit_FeatureThatFollowsFromOthers_NamesIt([Values(1.0, 1e-9, 1e9)] double unit)
    {
        using Samples samples = new(60, 4, 3);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = samples.Features.clone();
        features.narrow(1, 2, 1).copy_((features.narrow(1, 0, 1) - (features.narrow(1, 1, 1) * 2)) * unit);
        Assert.That(Failure(features, samples.Labels), Does.Contain("feature 2 is").And.Contain("linear combination").And.Contain("Ridge"));
        AssertFinite(features, samples.Labels);
    }

    /// <summary>A unit of its own makes no feature suspicious.</summary>
    [Test]
    public void Fit_FeaturesInOtherUnits_GivesTheSameDistances()
    {
        using Samples samples = new(60, 3, 2);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor units = torch.tensor([1e-9, 1.0, 1e7]);
        using MahalanobisDetector one = MahalanobisDetector.Fit(FeatureReader.Given(), [(samples.Features, samples.Labels)]);
        using MahalanobisDetector other = MahalanobisDetector.Fit(FeatureReader.Given(), [(samples.Features * units, samples.Labels)]);
        double[] expected = Values.Of(one.Score(samples.Features));
        Assert.That(Values.Of(other.Score(samples.Features * units)), Is.EqualTo(expected).Within(1e-10).Percent);
    }

    [Test]
    public void Fit_TooFewInputs_SaysHowManyMore()
    {
        using Samples samples = new(9, 8, 3);
        Assert.That(Failure(samples.Features, samples.Labels), Does.Contain("only 6 and must be at least 8").And.Contain("at least 2 more"));
        AssertFinite(samples.Features, samples.Labels);
    }

    [Test]
    public void Fit_EverythingConstant_IsAnErrorEvenWithRidge()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = torch.zeros(10, 2, dtype: torch.ScalarType.Float64);
        Tensor labels = torch.zeros(10, dtype: torch.ScalarType.Int64);
        Assert.That(
            () => MahalanobisDetector.Fit(FeatureReader.Given(), [(features, labels)], Ridge),
            Throws.ArgumentException.With.Message.Contains("constant within every class"));
    }

    [Test]
    public void Fit_ClassOfOneOrNone_NamesIt()
    {
        using Samples samples = new(60, 2, 3);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor one = samples.Labels.clone();
        one[0] = torch.tensor(3L);
        Tensor none = samples.Labels.clone();
        none[0] = torch.tensor(4L);
        none[3] = torch.tensor(4L);
        Assert.That(Failure(samples.Features, one), Does.Contain("class 3 has only 1").And.Contain("number the others anew"));
        Assert.That(Failure(samples.Features, none), Does.Contain("class 3 has only 0"));
    }

    [Test]
    public void Fit_Ridge_AddsThatPartOfTheMeanVariance()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = torch.tensor(new double[,] { { 1, 0 }, { -1, 0 }, { 0, 2 }, { 0, -2 } });
        Tensor labels = torch.zeros(4, dtype: torch.ScalarType.Int64);
        using MahalanobisDetector detector = MahalanobisDetector.Fit(
            FeatureReader.Given(), [(features, labels)], new MahalanobisOptions { Ridge = 0.4 });

        // Variances ½ and 2, their mean 1¼: with the ridge 1 and 2½.
        using Tensor scores = detector.Score(torch.tensor(new double[,] { { 3, 0 }, { 0, 5 } }));
        Assert.That(Values.Of(scores), Is.EqualTo(new[] { 9.0, 10 }).Within(1e-12));
    }

    private static string Failure(Tensor features, Tensor labels)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => MahalanobisDetector.Fit(FeatureReader.Given(), [(features, labels)]))!;
        Assert.That(error.ParamName, Is.EqualTo("batches"));
        return error.Message;
    }

    private static void AssertFinite(Tensor features, Tensor labels)
    {
        using MahalanobisDetector detector = MahalanobisDetector.Fit(FeatureReader.Given(), [(features, labels)], Ridge);
        using Tensor scores = detector.Score(features);
        Assert.That(Values.Of(scores), Has.All.Matches<double>(double.IsFinite));
    }
}
