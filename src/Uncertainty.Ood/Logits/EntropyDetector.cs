using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Entropy of the softmax of one network. Scores as <see cref="LogitScores.Entropy"/>.</summary>
/// <param name="network">From [N, …] inputs to [N, C] logits.</param>
public sealed class EntropyDetector(torch.nn.Module<Tensor, Tensor> network) : LogitDetector(network)
{
    private const string FileKind = "entropy detector";

    private protected override string Kind => FileKind;

    /// <inheritdoc cref="MaxProbabilityDetector.Load"/>
    public static EntropyDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        return Load(path, FileKind, _ => new EntropyDetector(network));
    }

    private protected override Tensor ScoreLogits(Tensor logits) => LogitScores.Entropy(logits);
}
