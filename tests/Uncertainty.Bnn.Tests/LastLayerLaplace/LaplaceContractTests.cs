using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LastLayerLaplace;

[TestFixture(LaplaceCovariance.Full)]
[TestFixture(LaplaceCovariance.Kronecker)]
[TestFixture(LaplaceCovariance.Diagonal)]
internal sealed class LaplaceContractTests(LaplaceCovariance covariance) : PosteriorContract
{
    private readonly List<IDisposable> _made = [];
    private nn.Module<Tensor, Tensor> _network = null!;
    private Tensor _training = null!;
    private Tensor _labels = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open()
    {
        _network = Networks.Mlp(batchNorm: true);
        _training = Networks.Inputs(3, LaplaceData.Count, Networks.Features);
        _labels = LaplaceData.Labels();
    }

    [TearDown]
    public void Close()
    {
        _made.ForEach(made => made.Dispose());
        _made.Clear();
        _network.Dispose();
        _training.Dispose();
        _labels.Dispose();
    }

    protected override IPosteriorPredictive Make(int batchSize = 512)
    {
        LaplaceOptions options = new() { Draws = 3, Seed = 2, BatchSize = batchSize, Covariance = covariance };
        ClassificationLaplace made = ClassificationLaplace.Fit(_network, [(_training, _labels)], options);
        _made.Add(made);
        return made;
    }
}
