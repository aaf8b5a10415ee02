using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>Networks of all builds, files, leaks, cancellation.</summary>
[TestFixture]
internal sealed class LaplaceCareTests : LaplaceFixture
{
    public sealed record Case(string Name, Func<nn.Module<Tensor, Tensor>> Make)
    {
        public override string ToString() => Name;
    }

    private static IEnumerable<Case> Cases =>
    [
        new("Sequential", () => Networks.Mlp()),
        new("Nested", () => nn.Sequential(("body", nn.Sequential(nn.Linear(4, 6), nn.ReLU())), ("head", nn.Sequential(nn.Linear(6, 3))))),
        new("OneLayer", () => nn.Linear(4, 3)),
        new("NoBias", () => nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 3, false))),
        new("Own", () => new Own(again: false)),
        new("OwnSplit", () => new Split()),
        new("OwnWithUnusedLayer", () => new Own(again: true)),
    ];

    /// <summary>The reference: the draw's weights written into the layer, the whole network run.</summary>
    [TestCaseSource(nameof(Cases))]
    public void Sample_Engine_EqualsWholePasses(Case @case)
    {
        using nn.Module<Tensor, Tensor> network = @case.Make();
        LaplaceOptions options = new() { Draws = 4, Covariance = LaplaceCovariance.Full };
        using ClassificationLaplace engine = Fit(network, options);
        using ClassificationLaplace whole = Fit(network, options with { WholePasses = true });
        double[] expected = Draw(whole);
        TestContext.Out.WriteLine(engine.Explain());
        Assert.That(Draw(engine), Is.EqualTo(expected).Within(1e-5 * expected.Max(Math.Abs)));
        Assert.That(expected.Chunk(expected.Length / 4).Select(draw => string.Join(' ', draw)), Is.Unique);
    }

    [Test]
    public void Explain_Sequential_RunsAllButTheLastLayerOnce()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationLaplace posterior = Fit(network, new LaplaceOptions());
        string[] lines = posterior.Explain().Split('\n');
        Assert.That(lines[1..^1], Has.All.Contain("once a batch"));
        Assert.That(lines[^1], Does.Contain("6 (Linear)").And.Contain("each draw, random weights"));
        Assert.That(posterior.Layers, Is.EqualTo(new[] { "6" }));
        Assert.That(posterior.Parameters, Is.EqualTo(39));
    }

    [Test]
    public void SaveLoad_Classification_IsTheSameToTheBit([Values] LaplaceCovariance covariance)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        LaplaceOptions options = new() { Draws = 4, Seed = -7, Covariance = covariance, BatchSize = 9, MemoryLimit = 1 << 20, WholePasses = true };
        using ClassificationLaplace saved = Fit(network, options);
        saved.Save(File);
        using ClassificationLaplace loaded = ClassificationLaplace.Load(File, network);
        Assert.That(Draw(loaded), Is.EqualTo(Draw(saved)));
        Assert.That(Numbers(loaded), Is.EqualTo(Numbers(saved)));
        using Tensor expected = saved.Predict(Inputs);
        using Tensor got = loaded.Predict(Inputs);
        Assert.That(Values.Of(got), Is.EqualTo(Values.Of(expected)));
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        loaded.Save(File);
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(bytes), "all options are there");
    }

    [Test]
    public void SaveLoad_Regression_IsTheSameToTheBit([Values] LaplaceCovariance covariance)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor targets = Networks.Inputs(8, LaplaceData.Count, Networks.Classes);
        using RegressionLaplace saved = RegressionLaplace.Fit(network, [(Inputs, targets)], new LaplaceOptions { Draws = 4, Covariance = covariance });
        saved.Save(File);
        using RegressionLaplace loaded = RegressionLaplace.Load(File, network);
        Assert.That(Draw(loaded), Is.EqualTo(Draw(saved)));
        Assert.That(Numbers(loaded), Is.EqualTo(Numbers(saved)));
        Assert.That(loaded.NoiseVariance, Is.EqualTo(saved.NoiseVariance));
        Assert.That(() => ClassificationLaplace.Load(File, network), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("laplace.regression"));
    }

    [Test]
    public void Load_OtherNetworkOrDamagedFile_IsRefused()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using nn.Module<Tensor, Tensor> other = Networks.Mlp();
        using nn.Module<Tensor, Tensor> without = nn.Sequential(("fc", nn.Linear(4, 3)));
        using nn.Module<Tensor, Tensor> narrow = nn.Sequential(("6", nn.Linear(4, 3)));
        using (no_grad())
        {
            other.parameters().Last().fill_(3);
        }

        using (ClassificationLaplace saved = Fit(network, new LaplaceOptions()))
        {
            saved.Save(File);
        }

        byte[] whole = System.IO.File.ReadAllBytes(File);
        Leaks.AssertNone(() =>
        {
            Assert.That(() => ClassificationLaplace.Load(File, other), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("are not those"));
            Assert.That(() => ClassificationLaplace.Load(File, without), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("layers 6 [3, 12] with bias; of these the network has not all"));
            Assert.That(() => ClassificationLaplace.Load(File, narrow), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("the network has 6 [3, 4] with bias"));
            Assert.That(() => RegressionLaplace.Load(File, network), Throws.InstanceOf<InvalidDataException>());
            System.IO.File.WriteAllBytes(File, whole[..^8]);
            Assert.That(() => ClassificationLaplace.Load(File, network), Throws.InstanceOf<InvalidDataException>());
            System.IO.File.WriteAllBytes(File, Replace(whole, "prior_precision\":\"", "prior_precision\":\"-"));
            Assert.That(() => ClassificationLaplace.Load(File, network), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("PriorPrecision"));
            System.IO.File.WriteAllBytes(File, Replace(whole, "\"covariance\":\"Kronecker\"", "\"covariance\":\"Diagonal\""));
            Assert.That(() => ClassificationLaplace.Load(File, network), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("'diagonal'"));
            System.IO.File.WriteAllBytes(File, whole);
        });
        Assert.That(() => ClassificationLaplace.Load(File + ".absent", network), Throws.InstanceOf<FileNotFoundException>());
    }

    [Test]
    public void EveryOperation_LeaksNothing([Values] LaplaceCovariance covariance)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        LaplaceOptions options = new() { Draws = 2, Covariance = covariance };
        using Tensor targets = Networks.Inputs(8, LaplaceData.Count, Networks.Classes);
        Leaks.AssertNone(() => Fit(network, options).Dispose());
        Leaks.AssertNone(() => RegressionLaplace.Fit(network, [(Inputs, targets)], options).Dispose());
        using ClassificationLaplace posterior = Fit(network, options);
        Leaks.AssertNone(() => posterior.Linearise(Inputs).Dispose());
        Leaks.AssertNone(() => posterior.Predict(Inputs).Dispose());
        Leaks.AssertNone(() => posterior.Predict(Inputs, LaplaceLink.MonteCarlo).Dispose());
        Leaks.AssertNone(() => _ = posterior.Explain());
        Leaks.AssertNone(() => posterior.Save(File));
        Leaks.AssertNone(() => ClassificationLaplace.Load(File, network).Dispose());
    }

    [Test]
    public void Fit_CancelledOrFailing_LeavesTheNetworkAsItWas()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        network.train();
        string before = NetworkState.Of([network]);
        using CancellationTokenSource source = new();
        List<int> told = [];
        IEnumerable<(Tensor, Tensor)> Endless()
        {
            while (true)
            {
                yield return (Inputs, Labels);
                if (told.Count == 2)
                {
                    source.Cancel();
                }
            }
        }

        Assert.That(
            () => ClassificationLaplace.Fit(network, Endless(), progress: new Told(told), cancellationToken: source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(told, Is.EqualTo(new[] { 1, 2 }));
        IEnumerable<(Tensor, Tensor)> Failing()
        {
            yield return (Inputs, Labels);
            throw new InvalidDataException("stop");
        }

        Leaks.AssertNone(() => Assert.That(() => ClassificationLaplace.Fit(network, Failing()), Throws.InstanceOf<InvalidDataException>()));
        using ClassificationLaplace posterior = Fit(network, new LaplaceOptions());
        Assert.That(() => posterior.Predict(Inputs, cancellationToken: source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(NetworkState.Of([network]), Is.EqualTo(before));
    }

    [Test]
    public void Fit_NetworkWithoutLogits_IsRefused()
    {
        using nn.Module<Tensor, Tensor> softmax = nn.Sequential(nn.Linear(4, 3), nn.Softmax(1));
        using nn.Module<Tensor, Tensor> around = new Around();
        using nn.Module<Tensor, Tensor> tokens = nn.Sequential(nn.Unflatten(1, [2, 2]), nn.Linear(2, 3));
        using nn.Module<Tensor, Tensor> infinite = nn.Sequential(nn.Linear(4, 3));
        using (no_grad())
        {
            infinite.parameters().First().fill_(double.PositiveInfinity);
        }

        Leaks.AssertNone(() =>
        {
            Assert.That(() => Fit(softmax, new LaplaceOptions()), Throws.InvalidOperationException.With.Message.Contains("logits are expected"));
            Assert.That(() => Fit(around, new LaplaceOptions()), Throws.InvalidOperationException.With.Message.Contains("call"));
            Assert.That(() => Fit(tokens, new LaplaceOptions()), Throws.InvalidOperationException.With.Message.Contains("[N, 2]"));
            Assert.That(() => Fit(infinite, new LaplaceOptions()), Throws.InvalidOperationException.With.Message.Contains("finite"));
        });
    }

    [Test]
    public void Disposed_Throws()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        ClassificationLaplace posterior = Fit(network, new LaplaceOptions());
        posterior.Dispose();
        posterior.Dispose();
        Assert.That(() => posterior.Visit(Inputs, (_, _, _) => { }), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => posterior.Predict(Inputs), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => posterior.Save(File), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static double[] Numbers(LaplaceApproximation posterior) =>
        [posterior.PriorPrecision, posterior.LogMarginalLikelihood, posterior.EffectiveParameters, posterior.Draws, (double)posterior.Covariance];

    private static byte[] Replace(byte[] file, string old, string next)
    {
        // As the header is padded with blanks, its length may stay: a blank is taken away for each letter more.
        System.Text.Encoding latin = System.Text.Encoding.Latin1;
        string text = latin.GetString(file);
        int end = 8 + (int)BitConverter.ToUInt64(file);
        string header = text[..end].Replace(old, next, StringComparison.Ordinal);
        Assert.That(header, Is.Not.EqualTo(text[..end]));
        byte[] bytes = latin.GetBytes(header + text[end..]);
        BitConverter.GetBytes((ulong)(header.Length - 8)).CopyTo(bytes, 0);
        return bytes;
    }

    private sealed class Told(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }

    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _last = nn.Linear(6, 3);
        private readonly nn.Module<Tensor, Tensor> _first = nn.Linear(4, 6);

        public Own(bool again)
            : base(nameof(Own))
        {
            register_module("last", _last);
            register_module("first", _first);
            if (again)
            {
                register_module("unused", nn.Linear(6, 3));
            }
        }

        public override Tensor forward(Tensor input) => _last.call(nn.functional.relu(_first.call(input)));
    }

    private sealed class Split : nn.Module<Tensor, Tensor>, ISplitNetwork
    {
        private readonly nn.Module<Tensor, Tensor> _first = nn.Linear(4, 6);
        private readonly nn.Module<Tensor, Tensor> _last = nn.Linear(6, 3);

        public Split()
            : base(nameof(Split)) => RegisterComponents();

        public Tensor Features(Tensor inputs) => nn.functional.relu(_first.call(inputs));

        public Tensor Head(Tensor features) => _last.call(features);

        public override Tensor forward(Tensor input) => Head(Features(input));
    }

    private sealed class Around : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _only = nn.Linear(4, 3);

        public Around()
            : base(nameof(Around)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _only.forward(input);
    }
}
