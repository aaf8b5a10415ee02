using TorchSharp;
using TorchSharp.Tests;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection.Clusters;

[TestFixture]
internal sealed class PoolClustersTests
{
    [Test]
    public void Fit_ThreePlaces_AreThreeClusters()
    {
        using Tensor line = Points.Line(5, 0, 5.1, 9, 0.1, 9.1);
        PoolClusters clusters = PoolClusters.Fit(line, new ClusteringOptions { MeanSize = 2 });
        Assert.That(Assigned(clusters), Is.EqualTo(new[] { 0, 1, 0, 2, 1, 2 }));
        Assert.That((clusters.Count, clusters.Inputs), Is.EqualTo((3, 6)));
    }

    [Test]
    public void Fit_MeanSize_SaysHowManyClusters()
    {
        using Tensor features = Points.Normal(1, 43, 3);
        Assert.That(PoolClusters.Fit(features).Count, Is.EqualTo(5));
        Assert.That(PoolClusters.Fit(features, new ClusteringOptions { MeanSize = 1 }).Count, Is.EqualTo(43));
        Assert.That(PoolClusters.Fit(features, new ClusteringOptions { MeanSize = 100 }).Count, Is.EqualTo(1));
        using Tensor one = Points.Line(4);
        Assert.That(Assigned(PoolClusters.Fit(one)), Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void Fit_Normalised_LooksAtDirections()
    {
        using Tensor rows = Points.Rows([1, 0], [0, 2], [30, 0], [0, 50], [0.1, 0]);
        PoolClusters clusters = PoolClusters.Fit(rows, new ClusteringOptions { MeanSize = 3, Normalise = true });
        Assert.That(Assigned(clusters), Is.EqualTo(new[] { 0, 1, 0, 1, 0 }));
    }

    [Test]
    public void Extend_RecordedCase_JoinsTheNearestOnAverage()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Oracle recorded = Oracle.Load("batch_diversity.csv");
        FeatureRows rows = new(recorded.Tensor("joining", "features", torch.ScalarType.Float64));
        int[] drawn = [.. recorded.Values("joining", "drawn").Select(value => (int)value)];
        int[] own = AverageLinkage.Cut(AverageLinkage.Merge(rows.Select(drawn), null, default), 6);
        Assert.That(own, Is.EqualTo(recorded.Values("joining", "own")));
        Assert.That(NearestClusters.Extend(rows, drawn, own, default), Is.EqualTo(recorded.Values("joining", "labels")));
    }

    [Test]
    public void Fit_MoreInputsThanTheSample_FindsTheSamePlaces([Values(0, 1, 2)] long seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor places = torch.tensor(Enumerable.Range(0, 300).Select(i => 100.0 * (i % 3)).ToArray()).unsqueeze(1);
        PoolClusters clusters = PoolClusters.Fit(
            places + Points.Normal(2, 300, 2), new ClusteringOptions { Sample = 60, MeanSize = 20, Seed = seed });
        Assert.That(Assigned(clusters), Is.EqualTo(Enumerable.Range(0, 300).Select(i => i % 3)));
    }

    [Test]
    public void Fit_Pool_IsTheSameInAnyBatches()
    {
        using torch.nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(5, 50, Networks.Features);
        using TensorPool pool = new(inputs);
        FeatureReader reader = FeatureReader.Penultimate(network);
        using FeatureReading reading = reader.Read(inputs);
        int[] expected = Assigned(PoolClusters.Fit(reading.Features));
        Assert.That(Assigned(PoolClusters.Fit(pool, reader)), Is.EqualTo(expected));
        Assert.That(Assigned(PoolClusters.Fit(pool, reader, batch: 7)), Is.EqualTo(expected));
    }

    [Test]
    public void Save_Load_KeepsClustersAndOptions()
    {
        using Tensor features = Points.Normal(1, 40, 3);
        ClusteringOptions options = new() { MeanSize = 3, Normalise = true, Sample = 25, Seed = 7 };
        PoolClusters clusters = PoolClusters.Fit(features, options);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            clusters.Save(path);
            PoolClusters loaded = PoolClusters.Load(path);
            Assert.That(Assigned(loaded), Is.EqualTo(Assigned(clusters)));
            Assert.That(loaded.Options, Is.EqualTo(options));
            Leaks.AssertNone(() => PoolClusters.Load(path).Save(path));

            byte[] bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(path, bytes[..^9]);
            Assert.Throws<InvalidDataException>(() => PoolClusters.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Load_NumbersWithGaps_Throws()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using Tensor numbers = torch.tensor(new long[] { 0, 2, 2 });
        try
        {
            TensorFile.Save(path, "pool clusters", 1, [], [("clusters", numbers)]);
            Assert.That(Assert.Throws<InvalidDataException>(() => PoolClusters.Load(path))!.Message, Does.Contain("from 0 on"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Fit_Progress_EndsWithOne()
    {
        using Tensor features = Points.Normal(1, 30, 3);
        List<double> shares = [];
        PoolClusters.Fit(features, progress: new Immediate(shares.Add));
        Assert.That(shares, Has.Count.EqualTo(29).And.Ordered.Ascending);
        Assert.That(shares[^1], Is.EqualTo(1));
    }

    [Test]
    public void Fit_LeavesNothingBehindAndChangesNothing([Values(3, 40)] int width)
    {
        using Tensor features = Points.Normal(1, 30, width);
        double[] before = Values.Of(features);
        Leaks.AssertNone(() => PoolClusters.Fit(features, new ClusteringOptions { Sample = 20, Normalise = true }));
        Assert.That(Values.Of(features), Is.EqualTo(before));
        using TensorPool pool = new(features);
        Leaks.AssertNone(() => PoolClusters.Fit(pool, FeatureReader.Given(), batch: 4));
    }

    [Test]
    public void Fit_BadInput_NamesTheParameter()
    {
        using Tensor flat = torch.tensor(new[] { 1.0, 2 });
        using Tensor infinite = Points.Line(1, double.PositiveInfinity);
        using Tensor fine = Points.Line(1, 2);
        using TensorPool pool = new(fine);
        Assert.That(Assert.Throws<ArgumentException>(() => PoolClusters.Fit(flat))!.ParamName, Is.EqualTo("features"));
        Assert.That(Assert.Throws<ArgumentException>(() => PoolClusters.Fit(infinite))!.ParamName, Is.EqualTo("features"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => PoolClusters.Fit(pool, FeatureReader.Given(), batch: 0))!.ParamName,
            Is.EqualTo("batch"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = PoolClusters.Fit(fine)[2])!.ParamName, Is.EqualTo("index"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ClusteringOptions { MeanSize = 0 })!.ParamName, Is.EqualTo("MeanSize"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ClusteringOptions { Sample = 0 })!.ParamName, Is.EqualTo("Sample"));
        Assert.Throws<OperationCanceledException>(() => PoolClusters.Fit(fine, cancellationToken: new CancellationToken(true)));
    }

    private static int[] Assigned(PoolClusters clusters) => [.. Enumerable.Range(0, clusters.Inputs).Select(index => clusters[index])];

    private sealed class Immediate(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
