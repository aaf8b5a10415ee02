using Uncertainty.Bnn.Tests.Posterior;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Ensembles;

[TestFixture(1)]
[TestFixture(2)]
[TestFixture(5)]
internal sealed class DeepEnsembleContractTests(int parallelism) : PosteriorContract
{
    private nn.Module<Tensor, Tensor>[] _members = null!;
    private int _threads;

    protected override IReadOnlyList<nn.Module> Wrapped => _members;

    [SetUp]
    public void Open()
    {
        // More than this machine may have, so that there is something to share out and to restore.
        _threads = get_num_threads();
        set_num_threads(2);
        _members = EnsembleNetworks.Members(3);
    }

    [TearDown]
    public void Close()
    {
        Array.ForEach(_members, member => member.Dispose());
        set_num_threads(_threads);
    }

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new DeepEnsemble(_members, new DeepEnsembleOptions { BatchSize = batchSize, Parallelism = parallelism });
}
