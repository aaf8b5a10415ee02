using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Dropouts;

/// <summary>All sorts of random layers in one network.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed class RandomPartsTests(bool ownForward) : PosteriorContract
{
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open()
    {
        manual_seed(8);
        (string, nn.Module<Tensor, Tensor>)[] layers =
        [
            ("fc1", nn.Linear(Networks.Features, 16)),
            ("norm", nn.BatchNorm1d(16)),
            ("fc2", ConcreteNetworks.Concrete(nn.Linear(16, 12), 0.4)),
            ("act", nn.ReLU()),
            ("fc3", new VariationalDropout(nn.Linear(12, 8))),
            ("fc4", new BayesianLinear(8, 3, options: new BayesianLayerOptions { InitialDeviation = 0.2 })),
        ];
        _network = ownForward ? new Row(layers) : nn.Sequential(layers);
    }

    [TearDown]
    public void Close() => _network.Dispose();

    [Test]
    public void Sample_Engine_EqualsWholePasses()
    {
        using Tensor inputs = Inputs(7);
        double[] whole = Draw(new VariationalNetwork(_network, new VariationalNetworkOptions { Draws = 5, WholePasses = true }), inputs);
        double[] engine = Draw(new VariationalNetwork(_network, new VariationalNetworkOptions { Draws = 5 }), inputs);
        Assert.That(engine, Is.EqualTo(whole).Within(1e-5));
    }

    [Test]
    public void Explain_SaysWhatIsRandom()
    {
        VariationalNetwork posterior = (VariationalNetwork)Make();
        using Tensor inputs = Inputs(2);
        posterior.Visit(inputs, (_, _, _) => { });
        Assert.That(posterior.Layers, Is.EqualTo(new[] { "fc2", "fc3", "fc4" }));
        Assert.That(posterior.Explain(), Does.Contain("random at rate 0.4, units left out of fc2.layer")
            .And.Contain("fc3 (VariationalDropout)").And.Contain("with weights of its own"));
        VariationalNetwork whole = new(_network, new VariationalNetworkOptions { WholePasses = true });
        Assert.That(whole.Explain(), Does.Contain("whole: fc3, fc4 inside, fc2.dropout inside"));
    }

    [Test]
    public void Elbo_SumsAllDivergences()
    {
        Elbo elbo = new(_network, (outputs, _) => outputs.mean(), examples: 10);
        using Tensor sum = elbo.Kl();
        using Tensor concrete = Find<ConcreteDropout>().Kl();
        using Tensor noise = Find<VariationalDropout>().Kl();
        using Tensor weights = Find<BayesianLinear>().Kl();
        Assert.That(sum.item<float>(), Is.EqualTo(concrete.item<float>() + noise.item<float>() + weights.item<float>()).Within(1e-3));
    }

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new VariationalNetwork(_network, new VariationalNetworkOptions { Draws = 3, Seed = 2, BatchSize = batchSize });

    private T Find<T>()
        where T : nn.Module => _network.named_children().Select(child => child.module).OfType<T>().Single();

    private sealed class Row : OwnNetworks.Own
    {
        private readonly List<nn.Module<Tensor, Tensor>> _layers;

        public Row(IEnumerable<(string Name, nn.Module<Tensor, Tensor> Module)> layers)
            : base(nameof(Row)) => _layers = [.. layers.Select(layer => Add(layer.Name, layer.Module))];

        public override Tensor forward(Tensor input) => _layers.Aggregate(input, (values, layer) => layer.call(values));
    }
}
