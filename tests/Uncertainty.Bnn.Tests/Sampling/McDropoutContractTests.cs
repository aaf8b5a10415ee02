using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class McDropoutContractTests : PosteriorContract
{
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open() => _network = Networks.Mlp(batchNorm: true);

    [TearDown]
    public void Close() => _network.Dispose();

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new McDropout(_network, new McDropoutOptions { Draws = 3, Seed = 2, BatchSize = batchSize });
}
