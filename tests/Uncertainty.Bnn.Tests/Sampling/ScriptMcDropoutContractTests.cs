using Uncertainty.Bnn.Tests.Posterior;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class ScriptMcDropoutContractTests : PosteriorContract
{
    private jit.ScriptModule<Tensor, Tensor> _network = null!;

    protected override bool DrawsAreFunctions => false;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open() => _network = ScriptNetworks.Classifier();

    [TearDown]
    public void Close() => _network.Dispose();

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new ScriptMcDropout(_network, new ScriptMcDropoutOptions { Draws = 3, Seed = 2, BatchSize = batchSize });
}
