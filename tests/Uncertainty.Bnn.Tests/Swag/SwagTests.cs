using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Swag;

[TestFixture]
internal sealed class SwagTests
{
    private string _path = null!;
    private Tensor _inputs = null!;

    [SetUp]
    public void Open()
    {
        _path = Path.GetTempFileName();
        _inputs = Networks.Inputs(1, 9, Networks.Features);
    }

    [TearDown]
    public void Close()
    {
        File.Delete(_path);
        _inputs.Dispose();
    }

    /// <summary>A network that gives its weights back: its draws are draws of the weights.</summary>
    [TestCase(2, 2)]
    [TestCase(3, 7)]
    [TestCase(20, 5)]
    public void Sample_ManyDraws_HaveTheMomentsOfTheFormula(int rank, int snapshots)
    {
        const int Draws = 4000;
        const double Scale = 0.5;
        using Weights network = new();
        using SwagCollector collector = new(network, rank);
        double[][] taken = SwagData.Walk(network, collector, snapshots);
        using Bnn.Swag posterior = collector.Complete(options: new SwagOptions { Draws = Draws });
        using Tensor input = zeros(1, 1);
        using PredictiveSamples samples = posterior.Sample(input);
        double[][] draws = [.. Values.Of(samples.Values).Chunk(Weights.Count)];
        int columns = Math.Min(rank, snapshots);
        Assert.That((posterior.Snapshots, posterior.Rank, posterior.Parameters), Is.EqualTo((snapshots, columns, (long)Weights.Count)));

        // D holds the deviations of the last K snapshots from the mean of those up to each.
        double[][] deviations =
        [
            .. Enumerable.Range(snapshots - columns, columns).Select(i => (double[])[.. Enumerable.Range(0, Weights.Count).Select(p =>
                taken[i][p] - taken.Take(i + 1).Average(weights => weights[p]))]),
        ];
        double[] means = [.. Enumerable.Range(0, Weights.Count).Select(p => taken.Average(weights => weights[p]))];
        double Expected(int p, int q)
        {
            double diagonal = p == q ? taken.Average(weights => Math.Pow(weights[p] - means[p], 2)) : 0;
            return Scale * (diagonal + (deviations.Sum(row => row[p] * row[q]) / (columns - 1)));
        }

        // Within four standard errors: √(v / S) of a mean, √((v_p v_q + c²) / S) of a covariance c.
        for (int p = 0; p < Weights.Count; p++)
        {
            Assert.That(draws.Average(draw => draw[p]), Is.EqualTo(means[p]).Within(4 * Math.Sqrt(Expected(p, p) / Draws)));
            for (int q = 0; q < Weights.Count; q++)
            {
                double error = Math.Sqrt(((Expected(p, p) * Expected(q, q)) + Math.Pow(Expected(p, q), 2)) / Draws);
                double got = draws.Average(draw => (draw[p] - means[p]) * (draw[q] - means[q]));
                Assert.That(got, Is.EqualTo(Expected(p, q)).Within(4 * error), $"{p} {q}");
            }
        }
    }

    [Test]
    public void Sample_Scale_WidensTheDraws()
    {
        using Weights network = new();
        using SwagCollector collector = new(network);
        double[][] taken = SwagData.Walk(network, collector, 5);
        using Bnn.Swag narrow = collector.Complete(options: new SwagOptions { Draws = 3 });
        using Bnn.Swag wide = collector.Complete(options: new SwagOptions { Draws = 3, Scale = 2 });
        using Tensor input = zeros(1, 1);
        double[] means = [.. Enumerable.Range(0, Weights.Count).Select(p => taken.Average(weights => weights[p]))];
        double[] expected = [.. Draw(narrow, input).Select((value, i) => means[i % Weights.Count] + (2 * (value - means[i % Weights.Count])))];
        Assert.That(Draw(wide, input), Is.EqualTo(expected).Within(1e-6));
    }

    /// <summary>The reference: the draw's weights in a copy of the network, which runs the training batch in training mode.</summary>
    [Test]
    public void Sample_BatchNorm_HasTheStatisticsOfTheTrainingBatches()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc", nn.Linear(4, 5)), ("norm", nn.BatchNorm1d(5, 1e-5, 1)), ("fc2", nn.Linear(5, 3)));
        using SwagCollector collector = new(network);
        SwagData.Walk(network, collector, 4);
        using Tensor training = Networks.Inputs(3, 16, Networks.Features);
        using Bnn.Swag posterior = collector.Complete([training], new SwagOptions { Draws = 2 });
        double[] got = Draw(posterior, _inputs);
        posterior.Save(_path);
        using TensorFile file = TensorFile.Load(_path, "swag", 1);
        using DisposeScope scope = NewDisposeScope();
        Tensor means = file.Get("running_mean.norm", ScalarType.Float32, 2, 5);
        Tensor variances = file.Get("running_var.norm", ScalarType.Float32, 2, 5);
        SwagMoments moments = SwagMoments.Load(file, new NetworkWeights(network));
        using IDisposable noGradient = no_grad();
        for (int draw = 0; draw < 2; draw++)
        {
            using WeightScope weights = new NetworkWeights(network).Enter(moments.Draw(draw, new SwagOptions()));
            network.train();

            // With a momentum of 1 the running statistics are those of the one batch.
            network.call(training);
            Tensor[] buffers = [.. network.named_buffers().Where(entry => entry.name.Contains("running", StringComparison.Ordinal)).Select(entry => entry.buffer)];
            Assert.That(Values.Of(means[draw]), Is.EqualTo(Values.Of(buffers[0])).Within(1e-6));
            Assert.That(Values.Of(variances[draw]), Is.EqualTo(Values.Of(buffers[1])).Within(1e-6));
            network.eval();
            Assert.That(got.Chunk(27).ElementAt(draw), Is.EqualTo(Values.Of(network.call(_inputs))).Within(1e-5));
        }

        moments.Dispose();
    }

    [Test]
    public void Complete_BatchesOfDifferentSizes_AreWeightedByTheirSizes()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("norm", nn.BatchNorm1d(1)), ("fc", nn.Linear(1, 2)));
        using SwagCollector collector = new(network);
        SwagData.Walk(network, collector, 2);
        using Tensor two = tensor(new[] { 0f, 2f }, [2, 1]);
        using Tensor three = tensor(new[] { 3f, 6f, 9f }, [3, 1]);
        using Bnn.Swag posterior = collector.Complete([two, three], new SwagOptions { Draws = 1 });
        posterior.Save(_path);
        using TensorFile file = TensorFile.Load(_path, "swag", 1);
        using Tensor mean = file.Get("running_mean.norm", ScalarType.Float32, 1, 1);
        using Tensor variance = file.Get("running_var.norm", ScalarType.Float32, 1, 1);

        // Means 1 and 6, variances (divisor n - 1) 2 and 9, of 2 and 3 inputs.
        Assert.That(Values.Of(mean)[0], Is.EqualTo(4).Within(1e-6));
        Assert.That(Values.Of(variance)[0], Is.EqualTo((4 + 27) / 5.0).Within(1e-6));
    }

    [Test]
    public void Collect_LeavesTraining_AndThePosteriorStaysAsItWas()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using SwagCollector collector = new(network);
        SwagData.Walk(network, collector, 3);
        network.train();
        string before = NetworkState.Of([network]);
        collector.Collect();
        Assert.That(NetworkState.Of([network]), Is.EqualTo(before));
        using Bnn.Swag posterior = collector.Complete(options: new SwagOptions { Draws = 2 });
        double[] draws = Draw(posterior, _inputs);
        SwagData.Walk(network, collector, 2);
        Assert.That(Draw(posterior, _inputs), Is.EqualTo(draws));
        Assert.That((collector.Snapshots, posterior.Snapshots), Is.EqualTo((6, 4)));
    }

    [Test]
    public void Visit_NetworkThrowsInTheMiddle_RestoresTheWeightsToTheBit()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using SwagCollector collector = new(network);
        SwagData.Walk(network, collector, 3);
        using Bnn.Swag posterior = collector.Complete([_inputs], new SwagOptions { Draws = 2 });
        network.train();
        PosteriorAssertions.AssertRestoresWhenStopped(posterior, network, _inputs);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void SaveLoad_IsTheSameToTheBit(bool batchNorm)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: batchNorm);
        using SwagCollector collector = new(network, 3);
        SwagData.Walk(network, collector, 5);
        using Bnn.Swag saved = collector.Complete([_inputs], new SwagOptions { Draws = 3, Seed = -1, Scale = 0.7, BatchSize = 4, MemoryLimit = 99999 });
        saved.Save(_path);
        using nn.Module<Tensor, Tensor> fresh = Networks.Mlp(batchNorm: batchNorm);
        using Bnn.Swag loaded = Bnn.Swag.Load(_path, fresh);
        Assert.That(Draw(loaded, _inputs), Is.EqualTo(Draw(saved, _inputs)));
        byte[] bytes = File.ReadAllBytes(_path);
        loaded.Save(_path);
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(bytes));
        using nn.Module<Tensor, Tensor> other = nn.Sequential(nn.Linear(4, 3));
        Leaks.AssertNone(() =>
        {
            Assert.That(() => Bnn.Swag.Load(_path, other), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("other parameters"));
            File.WriteAllBytes(_path, bytes[..^1]);
            Assert.That(() => Bnn.Swag.Load(_path, fresh), Throws.InstanceOf<InvalidDataException>());
            File.WriteAllBytes(_path, bytes);
            Bnn.Swag.Load(_path, fresh).Dispose();
        });
    }

    [Test]
    public void EveryOperation_LeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        Leaks.AssertNone(() =>
        {
            using SwagCollector collector = new(network, 2);
            collector.Collect();
            collector.Collect();
            collector.Collect();
            using Bnn.Swag posterior = collector.Complete([_inputs, _inputs], new SwagOptions { Draws = 2 });
            posterior.Visit(_inputs, (_, _, _) => { });
            posterior.Save(_path);
        });
    }

    [Test]
    public void Complete_CancelledOrBadBatches_LeavesTheNetworkAsItWas()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using SwagCollector collector = new(network);
        SwagData.Walk(network, collector, 3);
        network.train();
        string before = NetworkState.Of([network]);
        using Tensor single = Networks.Inputs(1, 1, Networks.Features);
        using Tensor bad = full([4, 4], double.NaN);
        using CancellationTokenSource source = new();
        source.Cancel();
        int left = 1;
        IEnumerable<Tensor> Once() => left-- > 0 ? [_inputs] : [];
        IEnumerable<Tensor> OnlyOnce()
        {
            foreach (Tensor batch in Once())
            {
                yield return batch;
            }
        }

        Leaks.AssertNone(() =>
        {
            Assert.That(() => collector.Complete([_inputs], cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => collector.Complete(), Throws.ArgumentException.With.Property("ParamName").EqualTo("batches").And.Message.Contains("'1'"));
            Assert.That(() => collector.Complete([]), Throws.ArgumentException.With.Property("ParamName").EqualTo("batches"));
            Assert.That(() => collector.Complete([bad]), Throws.ArgumentException.With.Property("ParamName").EqualTo("batches"));
            Assert.That(() => collector.Complete([single]), Throws.InvalidOperationException.With.Message.Contains("larger batches"));
        });
        Assert.That(() => collector.Complete(OnlyOnce()), Throws.ArgumentException.With.Message.Contains("left for draw 1"));
        Assert.That(NetworkState.Of([network]), Is.EqualTo(before));
    }

    [Test]
    public void BadArguments_Throw()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using nn.Module<Tensor, Tensor> without = nn.Sequential(("act", nn.ReLU()));
        Assert.That(() => new SwagCollector(network, 1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("rank"));
        Assert.That(() => new SwagCollector(null!), Throws.ArgumentNullException);
        Assert.That(() => new SwagCollector(without), Throws.ArgumentException.With.Property("ParamName").EqualTo("network"));
        Assert.That(() => new SwagOptions { Scale = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new SwagOptions { Draws = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        SwagCollector collector = new(network);
        collector.Collect();
        Assert.That(() => collector.Complete(), Throws.InvalidOperationException.With.Message.Contains("called 1 times"));
        collector.Collect();
        using Bnn.Swag posterior = collector.Complete(options: new SwagOptions { Draws = 2 });
        using (no_grad())
        {
            network.parameters().First().fill_(double.NaN);
        }

        Assert.That(collector.Collect, Throws.InvalidOperationException.With.Message.Contains("diverged"));
        Assert.That(collector.Snapshots, Is.EqualTo(2));
        collector.Dispose();
        Assert.That(collector.Collect, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(Draw(posterior, _inputs), Has.All.Matches<double>(double.IsFinite), "snapshots of finite weights");
        posterior.Dispose();
        posterior.Dispose();
        Assert.That(() => posterior.Visit(_inputs, (_, _, _) => { }), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static double[] Draw(IPosteriorPredictive posterior, Tensor inputs)
    {
        using PredictiveSamples samples = posterior.Sample(inputs);
        return Values.Of(samples.Values);
    }

    /// <summary>[N, 1] → [N, 4], its weights, whatever it is asked.</summary>
    private sealed class Weights : nn.Module<Tensor, Tensor>
    {
        public const int Count = 4;

        private readonly nn.Module<Tensor, Tensor> _layer = nn.Linear(1, 2);

        public Weights()
            : base(nameof(Weights)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor flat = cat([.. parameters().Select(parameter => parameter.flatten())], 0);
            return flat.unsqueeze(0).repeat(input.shape[0], 1).MoveToOuterDisposeScope();
        }
    }
}
