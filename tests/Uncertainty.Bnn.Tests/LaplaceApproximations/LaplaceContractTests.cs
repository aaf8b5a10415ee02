using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

[TestFixture(LaplaceCovariance.Full, false, LaplaceDrawing.Linearised)]
[TestFixture(LaplaceCovariance.Kronecker, false, LaplaceDrawing.Linearised)]
[TestFixture(LaplaceCovariance.Diagonal, false, LaplaceDrawing.Linearised)]
[TestFixture(LaplaceCovariance.Full, true, LaplaceDrawing.Linearised)]
[TestFixture(LaplaceCovariance.Kronecker, true, LaplaceDrawing.Linearised)]
[TestFixture(LaplaceCovariance.Diagonal, true, LaplaceDrawing.Linearised)]
[TestFixture(LaplaceCovariance.Kronecker, true, LaplaceDrawing.Sampled)]
internal sealed class LaplaceContractTests(LaplaceCovariance covariance, bool all, LaplaceDrawing drawing) : PosteriorContract
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
        LaplaceOptions options = new()
        {
            Draws = 3,
            Seed = 2,
            BatchSize = batchSize,
            Covariance = covariance,
            Layers = all ? LaplaceLayers.All : LaplaceLayers.Last,
            Drawing = drawing,
        };
        ClassificationLaplace made = ClassificationLaplace.Fit(_network, [(_training, _labels)], options);
        _made.Add(made);
        return made;
    }
}
