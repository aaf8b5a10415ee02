using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Inference;

[TestFixture("built")]
[TestFixture("converted")]
[TestFixture(OwnForward)]
internal sealed class VariationalNetworkContractTests(string kind) : PosteriorContract
{
    private const string OwnForward = "converted, own forward";

    private nn.Module<Tensor, Tensor> _network = null!;
    private nn.Module<Tensor, Tensor>? _inner;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open()
    {
        manual_seed(8);
        if (kind == "built")
        {
            _network = nn.Sequential(
                ("fc1", new BayesianLinear(Networks.Features, 8)),
                ("norm", nn.BatchNorm1d(8)),
                ("act", nn.ReLU()),
                ("fc2", new BayesianLinear(8, 3)));
            return;
        }

        _inner = kind == "converted" ? Networks.Mlp(batchNorm: true) : new OwnNetworks.FieldsInARow();
        _network = _inner.ToBayesian(new ConversionOptions { Deviation = 0.1 });
    }

    [TearDown]
    public void Close()
    {
        _network.Dispose();
        _inner?.Dispose();
        _inner = null;
    }

    protected override Tensor Inputs(int count) => Networks.Inputs(1, count, kind == OwnForward ? 6 : Networks.Features);

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new VariationalNetwork(_network, new VariationalNetworkOptions { Draws = 3, Seed = 2, BatchSize = batchSize });
}
