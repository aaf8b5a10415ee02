using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class MahalanobisDetectorTests
{
    private static readonly string[] TwoLayers = ["fc1", "fc2"];

    [Test]
    public void Score_ByHand_IsTheSquaredDistanceToTheNearestMean()
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // Means (0, 0) and (10, 0); differences from them (±1, 0) and (0, ±2), twice: variances ½ and 2.
        Tensor features = torch.tensor(new double[,] { { 1, 0 }, { -1, 0 }, { 0, 2 }, { 0, -2 }, { 11, 0 }, { 9, 0 }, { 10, 2 }, { 10, -2 } });
        Tensor labels = torch.tensor(new long[] { 0, 0, 0, 0, 1, 1, 1, 1 });
        using MahalanobisDetector detector = MahalanobisDetector.Fit(FeatureReader.Given(), [(features, labels)]);
        using MahalanobisDetector unbiased = MahalanobisDetector.Fit(
            FeatureReader.Given(), [(features, labels)], new MahalanobisOptions { Unbiased = true });
        Tensor inputs = torch.tensor(new double[,] { { 2, 2 }, { 9, 0 } });
        Assert.That(detector.Classes, Is.EqualTo(2));
        Assert.That(Values.Of(detector.Score(inputs)), Is.EqualTo(new[] { 10.0, 2 }).Within(1e-12));
        Assert.That(Values.Of(detector.SquaredDistances(inputs)), Is.EqualTo(new[] { 10.0, 130, 162, 2 }).Within(1e-12));
        Assert.That(Values.Of(unbiased.Score(inputs)), Is.EqualTo(new[] { 7.5, 1.5 }).Within(1e-12));
    }

    /// <summary>Far from 0 and with classes far apart there are no digits to lose.</summary>
    [Test]
    public void Score_FarFromZeroAndFarApart_KeepsItsDigits([Values(1e3, 1e7)] double apart)
    {
        using Samples samples = new(200, 4, 2);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor shift = samples.Labels.to_type(torch.ScalarType.Float64).unsqueeze(1) * apart + 1e7;
        using MahalanobisDetector near = MahalanobisDetector.Fit(FeatureReader.Given(), [(samples.Features, samples.Labels)]);
        using MahalanobisDetector far = MahalanobisDetector.Fit(FeatureReader.Given(), [(samples.Features + shift, samples.Labels)]);
        Tensor own = samples.Labels.unsqueeze(1);
        double[] expected = Values.Of(near.SquaredDistances(samples.Features).gather(1, own));
        Assert.That(Values.Of(far.Score(samples.Features + shift)), Is.EqualTo(expected).Within(1e-5).Percent);
    }

    [Test]
    public void Fit_SeveralLayers_AddsStandardisedDistances()
    {
        using ToyProblem toy = new(torch.ScalarType.Float64);
        MahalanobisOptions options = new() { Ridge = 1e-3 };
        using MahalanobisDetector both = MahalanobisDetector.Fit(FeatureReader.OfLayers(toy.Network, TwoLayers), toy.Batches, options);
        double[] expected = new double[toy.Inliers.shape[0]];
        foreach (string layer in TwoLayers)
        {
            using MahalanobisDetector alone = MahalanobisDetector.Fit(FeatureReader.OfLayers(toy.Network, [layer]), toy.Batches, options);
            double[] training = [.. toy.Unlabelled.SelectMany(batch => Scores(alone, batch))];
            double mean = training.Average();
            double deviation = Math.Sqrt(training.Average(score => (score - mean) * (score - mean)));
            double[] scores = Scores(alone, toy.Inliers);
            expected = [.. expected.Select((sum, i) => sum + ((scores[i] - mean) / deviation))];
        }

        Assert.That(Scores(both, toy.Inliers), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void Fit_LayerWeights_AreThoseOfTheSum()
    {
        using ToyProblem toy = new(torch.ScalarType.Float64);
        MahalanobisOptions options = new() { Ridge = 1e-3, LayerWeights = [2, 0.5] };
        int enumerated = 0;
        using MahalanobisDetector detector = MahalanobisDetector.Fit(
            FeatureReader.OfLayers(toy.Network, TwoLayers), toy.Batches.Select(Counted), options);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor expected = (detector.SquaredDistances(toy.Inliers, 0).amin([1]) * 2) + (detector.SquaredDistances(toy.Inliers, 1).amin([1]) * 0.5);
        Assert.That(Scores(detector, toy.Inliers), Is.EqualTo(Values.Of(expected)).Within(1e-9));
        Assert.That(enumerated, Is.EqualTo(4), "one pass");

        (Tensor, Tensor) Counted((Tensor, Tensor) batch)
        {
            enumerated++;
            return batch;
        }
    }

    [Test]
    public void Fit_BatchesThatComeOnce_IsAnErrorInTheSecondPass()
    {
        using ToyProblem toy = new();
        Queue<(Tensor, Tensor)> once = new(toy.Batches);
        ArgumentException error = Assert.Throws<ArgumentException>(() => MahalanobisDetector.Fit(
            FeatureReader.OfLayers(toy.Network, TwoLayers), Drained(), new MahalanobisOptions { Ridge = 1e-3 }))!;
        Assert.That(error.ParamName, Is.EqualTo("batches"));
        Assert.That(error.Message, Does.Contain("pass 2"));

        IEnumerable<(Tensor, Tensor)> Drained()
        {
            while (once.TryDequeue(out (Tensor, Tensor) batch))
            {
                yield return batch;
            }
        }
    }

    [Test]
    public void Fit_BadArguments_NameThem()
    {
        using ToyProblem toy = new();
        FeatureReader reader = FeatureReader.OfLayers(toy.Network, TwoLayers);
        Assert.That(Name(() => MahalanobisDetector.Fit(null!, toy.Batches)), Is.EqualTo("reader"));
        Assert.That(Name(() => MahalanobisDetector.Fit(reader, null!)), Is.EqualTo("batches"));
        Assert.That(Name(() => MahalanobisDetector.Fit(reader, [])), Is.EqualTo("batches"));
        Assert.That(Name(() => MahalanobisDetector.Fit(reader, toy.Batches, new MahalanobisOptions { LayerWeights = [1] })), Is.EqualTo("options"));
        Assert.That(Name(() => RelativeMahalanobisDetector.Fit(reader, toy.Batches)), Is.EqualTo("reader"));
        Assert.That(Name(() => _ = new MahalanobisOptions { Ridge = -1 }), Is.EqualTo("Ridge"));
        Assert.That(Name(() => _ = new MahalanobisOptions { LayerWeights = [0, 0] }), Is.EqualTo("LayerWeights"));
        Assert.That(Name(() => _ = new MahalanobisOptions { LayerWeights = [1, double.NaN] }), Is.EqualTo("LayerWeights"));
    }

    [Test]
    public void Load_ReaderThatDoesNotGoWithTheFile_IsRefused()
    {
        using ToyProblem toy = new();
        using Files files = new();
        string one = files.Path("one");
        string two = files.Path("two");
        using MahalanobisDetector single = MahalanobisDetector.Fit(
            FeatureReader.OfLayers(toy.Network, ["fc1"]), toy.Batches, new MahalanobisOptions { Ridge = 1e-3 });
        using MahalanobisDetector both = MahalanobisDetector.Fit(
            FeatureReader.OfLayers(toy.Network, TwoLayers), toy.Batches, new MahalanobisOptions { Ridge = 1e-3 });
        single.Save(one);
        both.Save(two);
        Assert.That(Refusal(one, FeatureReader.Penultimate(toy.Network)), Does.Contain("width 16").And.Contain("width 12"));
        Assert.That(Refusal(two, FeatureReader.OfLayers(toy.Network, ["fc2", "fc1"])), Does.Contain("'fc1', 'fc2'").And.Contain("'fc2', 'fc1'"));
        Assert.That(Refusal(two, FeatureReader.OfLayers(toy.Network, ["fc1"])), Does.Contain("the reader reads 'fc1'"));

        // Without a head the width shows when something is scored.
        using MahalanobisDetector other = MahalanobisDetector.Load(one, FeatureReader.OfLayers(toy.Network, ["fc2"]));
        ArgumentException error = Assert.Throws<ArgumentException>(() => other.Score(toy.Inliers))!;
        Assert.That(error.ParamName, Is.EqualTo("inputs"));
        Assert.That(error.Message, Does.Contain("width 16").And.Contain("got 12"));
    }

    [Test]
    public void SquaredDistances_NoSuchLayer_NamesIt([Values(-1, 1)] int layer)
    {
        using ToyProblem toy = new();
        using MahalanobisDetector detector = MahalanobisDetector.Fit(
            FeatureReader.OfLayers(toy.Network, ["fc1"]), toy.Batches, new MahalanobisOptions { Ridge = 1e-3 });
        Assert.That(Name(() => detector.SquaredDistances(toy.Inliers, layer)), Is.EqualTo("layer"));
    }

    private static string Refusal(string path, FeatureReader reader) =>
        Assert.Throws<InvalidDataException>(() => MahalanobisDetector.Load(path, reader))!.Message;

    private static string? Name(Action act) => Assert.Catch<ArgumentException>(act)!.ParamName;

    private static double[] Scores(MahalanobisDetector detector, Tensor inputs)
    {
        using Tensor scores = detector.Score(inputs);
        return Values.Of(scores);
    }
}
