using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>Files, leaks, state, and networks that cannot be had.</summary>
[TestFixture]
internal sealed class AllLayersCareTests : LaplaceFixture
{
    [Test]
    public void SaveLoad_AllLayers_IsTheSameToTheBit([Values] LaplaceCovariance covariance, [Values] LaplaceDrawing drawing, [Values] bool named)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        LaplaceOptions options = new()
        {
            Layers = named ? LaplaceLayers.Named("6", "0") : LaplaceLayers.All,
            Covariance = covariance,
            Drawing = drawing,
            Draws = 4,
            Seed = -7,
            BatchSize = 9,
        };
        using ClassificationLaplace saved = Fit(network, options);
        saved.Save(File);
        using ClassificationLaplace loaded = ClassificationLaplace.Load(File, network);
        Assert.That(loaded.Layers, Is.EqualTo(named ? new[] { "0", "6" } : ["0", "3", "6"]));
        Assert.That(Draw(loaded), Is.EqualTo(Draw(saved)));
        using Tensor expected = saved.Predict(Inputs);
        using Tensor got = loaded.Predict(Inputs);
        Assert.That(Values.Of(got), Is.EqualTo(Values.Of(expected)));
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        loaded.Save(File);
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(bytes), "all options are there");
    }

    [Test]
    public void Load_OtherNetworkOrVersion_IsRefused()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using nn.Module<Tensor, Tensor> trained = Networks.Mlp();
        using nn.Module<Tensor, Tensor> wide = nn.Sequential(("0", nn.Linear(4, 17)), ("3", nn.Linear(17, 12)), ("6", nn.Linear(12, 3)));
        using nn.Module<Tensor, Tensor> none = nn.Sequential(("0", nn.Tanh()));
        using (no_grad())
        {
            trained.parameters().First().fill_(3);
        }

        using (ClassificationLaplace saved = Fit(network, new LaplaceOptions { Layers = LaplaceLayers.All }))
        {
            saved.Save(File);
        }

        Leaks.AssertNone(() =>
        {
            Refused(trained, "layers 0, 3, 6 are not those");
            Refused(wide, "fitted to the layers 0 [16, 4] with bias");
            Refused(wide, "the network has 0 [17, 4] with bias");
            Refused(none, "has not all");
        });
        TensorFile.Save(File, "laplace.classification", 1, [new("layer", "6")], [("mean", Inputs)]);
        Refused(network, "version 1");

        void Refused(nn.Module<Tensor, Tensor> by, string says) => Assert.That(
            () => ClassificationLaplace.Load(File, by), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(says));
    }

    [Test]
    public void EveryOperation_LeaksNothingAndLeavesTheNetworkAsItWas([Values] LaplaceCovariance covariance, [Values] LaplaceDrawing drawing)
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        network.train();
        network.parameters().First().requires_grad_(false);
        string before = NetworkState.Of([network]);
        LaplaceOptions options = new() { Layers = LaplaceLayers.All, Draws = 2, Covariance = covariance, Drawing = drawing };
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
        Assert.That(NetworkState.Of([network]), Is.EqualTo(before));
    }

    /// <summary>Each must fail with words, leave nothing behind, and leave the network as it was.</summary>
    [Test]
    public void Fit_NetworkThatCannotBeHad_IsRefused()
    {
        using nn.Module<Tensor, Tensor> none = nn.Sequential(("act", nn.Tanh()));
        using nn.Module<Tensor, Tensor> folded = new Own(input => input.reshape(-1, 2), nn.Linear(2, 3), output => output.reshape(-1, 6));
        using nn.Module<Tensor, Tensor> around = new Own(input => input, nn.Linear(4, 3), output => output, call: false);
        using nn.Module<Tensor, Tensor> cut = new Own(input => input, nn.Linear(4, 3), output => output.detach());
        using nn.Module<Tensor, Tensor> map = new Own(input => input, nn.Linear(4, 3), output => output.unsqueeze(2));
        using nn.Module<Tensor, Tensor> infinite = new Own(input => input, nn.Linear(4, 3), output => output / 0);
        using nn.Module<Tensor, Tensor> single = nn.Sequential(nn.Linear(4, 1));
        (nn.Module<Tensor, Tensor> Network, string Says)[] bad =
        [
            (none, "act (Tanh)"), (folded, "'layer' must be given [N, …]"), (around, "call, not forward"), (cut, "derivatives"), (map, "[N, C]"),
            (infinite, "finite"), (single, "at least 2 logits"),
        ];
        foreach ((nn.Module<Tensor, Tensor> network, string says) in bad)
        {
            string before = NetworkState.Of([network]);
            Leaks.AssertNone(() => Assert.That(
                () => Fit(network, new LaplaceOptions { Layers = LaplaceLayers.All }),
                Throws.Exception.With.Message.Contains(says), says));
            Assert.That(NetworkState.Of([network]), Is.EqualTo(before));
        }
    }

    [Test]
    public void Fit_GroupedConvolution_IsRefusedByName()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("conv", nn.Conv1d(4, 4, 1, 1, 0, 1, PaddingModes.Zeros, 2)), ("flat", nn.Flatten()), ("fc", nn.Linear(4, 3)));
        using Tensor inputs = Inputs.unsqueeze(2);
        bool tells = WeightOperation.Of(network.named_children().First().module) is not null;
        Assert.That(
            () => ClassificationLaplace.Fit(network, [(inputs, Labels)], new LaplaceOptions { Layers = LaplaceLayers.All }),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("network")
                .And.Message.Contains("'conv'").And.Message.Contains(tells ? "2 groups" : "0.105"));
        using ClassificationLaplace rest = ClassificationLaplace.Fit(
            network, [(inputs, Labels)], new LaplaceOptions { Layers = LaplaceLayers.Named("fc") });
        Assert.That(rest.Layers, Is.EqualTo(new[] { "fc" }));
    }

    [Test]
    public void Fit_BadArguments_ThrowWithName()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor outOfRange = full_like(Labels, 3);
        using Tensor notANumber = full_like(Inputs, double.NaN);
        LaplaceOptions all = new() { Layers = LaplaceLayers.All };
        Leaks.AssertNone(() =>
        {
            Assert.That(() => ClassificationLaplace.Fit(network, [], all), Throws.ArgumentException.With.Message.Contains("at least one batch"));
            Assert.That(
                () => ClassificationLaplace.Fit(network, [(Inputs, outOfRange)], all),
                Throws.ArgumentException.With.Message.Contains("[0, 2]; got 3"));
            Assert.That(() => ClassificationLaplace.Fit(network, [(notANumber, Labels)], all), Throws.ArgumentException.With.Message.Contains("finite"));

            // 16 (4 + 1) + 12 (16 + 1) + 3 (12 + 1) weights: three times 323² doubles.
            Assert.That(
                () => Fit(network, all with { Covariance = LaplaceCovariance.Full, MemoryLimit = 2_503_895 }),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("options")
                    .And.Message.Contains("323 weights").And.Message.Contains("2503896 bytes; MemoryLimit is 2503895"));
            Assert.That(
                () => Fit(network, all with { Layers = LaplaceLayers.Named("0", "7") }),
                Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("'7'").And.Message.Contains("3 (Linear)"));
        });
        Assert.That(() => LaplaceLayers.Named(), Throws.ArgumentException.With.Property("ParamName").EqualTo("names"));
        Assert.That(() => new LaplaceOptions { Layers = null! }, Throws.ArgumentNullException);
        Assert.That(() => new LaplaceOptions { Drawing = (LaplaceDrawing)7 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        using ClassificationLaplace posterior = Fit(network, all);
        Assert.That(() => posterior.Predict(notANumber), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        posterior.Dispose();
        Assert.That(() => posterior.Visit(Inputs, (_, _, _) => { }), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => posterior.Linearise(Inputs), Throws.InstanceOf<ObjectDisposedException>());
    }

    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _layer;
        private readonly Func<Tensor, Tensor> _before;
        private readonly Func<Tensor, Tensor> _after;
        private readonly bool _call;

        public Own(Func<Tensor, Tensor> before, nn.Module<Tensor, Tensor> layer, Func<Tensor, Tensor> after, bool call = true)
            : base(nameof(Own))
        {
            (_before, _layer, _after, _call) = (before, layer, after, call);
            register_module("layer", layer);
        }

        public override Tensor forward(Tensor input) => _after(_call ? _layer.call(_before(input)) : _layer.forward(_before(input)));
    }
}
