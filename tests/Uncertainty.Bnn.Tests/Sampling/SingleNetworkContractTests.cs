using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class SingleNetworkContractTests : PosteriorContract
{
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override int FewestDraws => 1;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    [SetUp]
    public void Open() => _network = Networks.Mlp(batchNorm: true);

    [TearDown]
    public void Close() => _network.Dispose();

    protected override IPosteriorPredictive Make(int batchSize = 512) =>
        new SingleNetwork(_network, new SingleNetworkOptions { BatchSize = batchSize });

    /// <summary>In training mode the network drops and looks at the batch; here it is what it is in evaluation mode.</summary>
    [Test]
    public void Sample_IsTheNetworkInEvaluationMode()
    {
        using Tensor inputs = Inputs(5);
        _network.eval();
        using Tensor expected = _network.call(inputs);
        _network.train();
        Assert.That(Draw(Make(), inputs), Is.EqualTo(Values.Of(expected)));
    }

    [Test]
    public void Ctor_NoNetwork_ThrowsWithName()
    {
        Assert.That(() => new SingleNetwork(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("network"));
    }
}
