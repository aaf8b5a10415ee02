using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Augmenting;

[TestFixture]
internal sealed class TestTimeAugmentationContractTests : PosteriorContract
{
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open()
    {
        manual_seed(3);
        _network = nn.Sequential(
            ("conv", nn.Conv2d(1, 4, 3)),
            ("norm", nn.BatchNorm2d(4)),
            ("drop", nn.Dropout2d(0.5)),
            ("flatten", nn.Flatten()),
            ("fc", nn.Linear(64, 3)));
    }

    [TearDown]
    public void Close() => _network.Dispose();

    protected override Tensor Inputs(int count) => Networks.Inputs(1, count, 1, 6, 6);

    protected override IPosteriorPredictive Make(int batchSize = 512) => new TestTimeAugmentation(
        _network,
        [
            .. Augmentations.Square(),
            Augmentations.Shift(1, -2),
            Augmentations.IntensityScale(1.1),
            Augmentations.GaussianNoise(0.1, 5),
        ],
        new TestTimeAugmentationOptions { BatchSize = batchSize });
}
