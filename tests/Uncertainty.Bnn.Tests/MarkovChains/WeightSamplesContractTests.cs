using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.MarkovChains;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class WeightSamplesContractTests(bool batchNorm) : PosteriorContract
{
    private readonly List<IDisposable> _made = [];
    private readonly Dictionary<int, string> _paths = [];
    private nn.Module<Tensor, Tensor> _network = null!;

    protected override IReadOnlyList<nn.Module> Wrapped => [_network];

    /// <summary>One chain, saved with each number of inputs that may go through at a time.</summary>
    [SetUp]
    public void Open()
    {
        using ChainData data = new();
        foreach (int batchSize in new[] { 512, 3, 2, 1 })
        {
            using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: batchNorm);
            using WeightSamples samples = StochasticGradientLangevin.Train(
                network, data.Pairs, ChainData.Loss, ChainData.Examples, ChainData.Options(6, 3) with { BatchSize = batchSize });
            _paths[batchSize] = Path.GetTempFileName();
            samples.Save(_paths[batchSize]);
        }

        _network = Networks.Mlp(batchNorm: batchNorm);
    }

    [TearDown]
    public void Close()
    {
        _made.ForEach(made => made.Dispose());
        _made.Clear();
        _network.Dispose();
        _paths.Values.ToList().ForEach(File.Delete);
    }

    protected override IPosteriorPredictive Make(int batchSize = 512)
    {
        WeightSamples made = WeightSamples.Load(_paths[batchSize], _network);
        _made.Add(made);
        return made;
    }
}
