using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Swag;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class SwagContractTests(bool batchNorm) : PosteriorContract
{
    private readonly List<IDisposable> _made = [];
    private nn.Module<Tensor, Tensor> _network = null!;
    private SwagCollector _collector = null!;
    private Tensor _training = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open()
    {
        _network = Networks.Mlp(batchNorm: batchNorm);
        _training = Networks.Inputs(3, 20, Networks.Features);
        _collector = new SwagCollector(_network);
        SwagData.Walk(_network, _collector, 4);
    }

    [TearDown]
    public void Close()
    {
        _made.ForEach(made => made.Dispose());
        _made.Clear();
        _collector.Dispose();
        _network.Dispose();
        _training.Dispose();
    }

    protected override IPosteriorPredictive Make(int batchSize = 512)
    {
        Bnn.Swag made = _collector.Complete([_training], new SwagOptions { Draws = 3, Seed = 2, BatchSize = batchSize });
        _made.Add(made);
        return made;
    }
}
