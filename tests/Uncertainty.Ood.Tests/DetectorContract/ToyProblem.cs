using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests;

/// <summary>
/// Three classes far from one another in four dimensions, a network that tells them apart, and outliers in between. The network is left in training
/// mode and has dropout and BatchNorm: what does not switch to evaluation mode gives itself away.
/// </summary>
internal sealed class ToyProblem : IDisposable
{
    public const int Features = 4;
    public const int Classes = 3;
    public const int Penultimate = 12;

    private const int PerBatch = 90;
    private const double Distance = 4;
    private const double Spread = 0.5;
    private static readonly Lazy<byte[]> Trained = new(Train);

    private readonly (Tensor Inputs, Tensor Labels)[] _batches;

    /// <param name="type">The type of network and inputs.</param>
    /// <param name="inPlace">Whether the network begins by changing what it is given.</param>
    public ToyProblem(ScalarType type = ScalarType.Float32, bool inPlace = false)
    {
        Network = Untrained(inPlace);
        using (MemoryStream weights = new(Trained.Value))
        {
            Network.load(weights);
        }

        Network.to(type);
        Network.train();
        ConfidenceNetwork = new ConfidenceNetwork(Network);
        _batches = [.. Enumerable.Range(1, 4).Select(seed => Labelled(seed, type))];
        Inliers = Labelled(11, type).Inputs;
        Outliers = Between(12, type);
    }

    /// <summary>[N, 4] → [N, 3]; "fc3" is the last layer and takes 12 features.</summary>
    public Module<Tensor, Tensor> Network { get; }

    /// <summary>[N, 4] → [N, 3 + 1]: the same network with a confidence beside its logits.</summary>
    public Module<Tensor, Tensor> ConfidenceNetwork { get; }

    /// <summary>[90, 4] inputs of the classes that nothing was fitted on.</summary>
    public Tensor Inliers { get; }

    /// <summary>[90, 4] inputs as far from each class as from the others.</summary>
    public Tensor Outliers { get; }

    /// <summary>What a detector is fitted on: four batches, as often as asked for; they stay the problem's.</summary>
    public IEnumerable<(Tensor Inputs, Tensor Labels)> Batches => _batches;

    /// <summary>The same without labels.</summary>
    public IEnumerable<Tensor> Unlabelled => _batches.Select(batch => batch.Inputs);

    public void Dispose()
    {
        ConfidenceNetwork.Dispose();
        Network.Dispose();
        Inliers.Dispose();
        Outliers.Dispose();
        foreach ((Tensor inputs, Tensor labels) in _batches)
        {
            inputs.Dispose();
            labels.Dispose();
        }
    }

    private static Module<Tensor, Tensor> Untrained(bool inPlace = false)
    {
        manual_seed(3);
        return Sequential(
            ("first", inPlace ? new InPlaceLayer() : Identity()),
            ("fc1", Linear(Features, 16)),
            ("norm", BatchNorm1d(16)),
            ("relu1", ReLU()),
            ("drop", Dropout(0.2)),
            ("fc2", Linear(16, Penultimate)),
            ("relu2", ReLU()),
            ("fc3", Linear(Penultimate, Classes)));
    }

    private static byte[] Train()
    {
        using DisposeScope scope = NewDisposeScope();
        using Module<Tensor, Tensor> network = Untrained();
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), 0.02);
        (Tensor inputs, Tensor labels) = Labelled(0, ScalarType.Float32);
        for (int step = 0; step < 100; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(network.call(inputs), labels).backward();
            optimizer.step();
        }

        using MemoryStream weights = new();
        network.save(weights);
        return weights.ToArray();
    }

    private static (Tensor Inputs, Tensor Labels) Labelled(int seed, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = arange(PerBatch) % Classes;
        Tensor inputs = (Distance * eye(Classes, Features)).index_select(0, labels) + (Spread * Networks.Inputs(seed, PerBatch, Features));
        return (inputs.to_type(type).DetachFromDisposeScope(), labels.to_type(ScalarType.Int64).DetachFromDisposeScope());
    }

    private static Tensor Between(int seed, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor centre = (Distance * eye(Classes, Features)).mean([0]);
        return (centre + (0.5 * Spread * Networks.Inputs(seed, PerBatch, Features))).to_type(type).DetachFromDisposeScope();
    }
}
