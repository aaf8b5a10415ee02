using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// A detector that reads the logits of a classifier, from one deterministic pass in evaluation mode. The network belongs to the caller and stays as
/// it is.
/// </summary>
/// <remarks>Not safe for several threads on one network.</remarks>
public abstract class LogitDetector : ISavableDetector, IPassDetector
{
    private const int FileVersion = 1;

    private readonly torch.nn.Module<Tensor, Tensor> _network;

    private protected LogitDetector(torch.nn.Module<Tensor, Tensor> network)
    {
        _network = Guard.NotNull(network);
    }

    /// <summary>What the file says it holds.</summary>
    private protected abstract string Kind { get; }

    /// <summary>The options.</summary>
    private protected virtual IReadOnlyList<KeyValuePair<string, string>> Settings => [];

    torch.nn.Module IPassDetector.Network => _network;

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return ((IPassDetector)this).ScoreWithOutputs(inputs).Scores.MoveToOuterDisposeScope();
    }

    (Tensor Scores, Tensor Outputs) IPassDetector.ScoreWithOutputs(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor logits = NetworkPass.Logits(_network, inputs);
        return scope.MoveToOuter(ScoreLogits(logits), logits);
    }

    /// <inheritdoc/>
    public void Save(string path) => TensorFile.Save(path, Kind, FileVersion, Settings, []);

    /// <summary>[N] scores of [N, C] logits.</summary>
    private protected abstract Tensor ScoreLogits(Tensor logits);

    /// <summary>Reads a file of this kind and makes a detector of its options.</summary>
    private protected static T Load<T>(string path, string kind, Func<TensorFile, T> make)
    {
        using TensorFile file = TensorFile.Load(path, kind, FileVersion);
        return file.Make(() => make(file));
    }
}
