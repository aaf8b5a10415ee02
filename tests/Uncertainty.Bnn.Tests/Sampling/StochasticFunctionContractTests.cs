using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class StochasticFunctionContractTests : PosteriorContract
{
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override bool DrawsAreFunctions => false;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open() => _network = Networks.Mlp();

    [TearDown]
    public void Close() => _network.Dispose();

    protected override IPosteriorPredictive Make(int batchSize = 512) => new StochasticFunction(
        inputs => _network.call(inputs + randn_like(inputs)),
        new StochasticFunctionOptions { Draws = 3, Seed = 2, BatchSize = batchSize });
}
