using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>The largest logit. Scores as <see cref="LogitScores.MaxLogit"/>.</summary>
/// <param name="network">From [N, …] inputs to [N, C] logits.</param>
public sealed class MaxLogitDetector(torch.nn.Module<Tensor, Tensor> network) : LogitDetector(network)
{
    private const string FileKind = "largest logit detector";

    private protected override string Kind => FileKind;

    /// <inheritdoc cref="MaxProbabilityDetector.Load"/>
    public static MaxLogitDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        return Load(path, FileKind, _ => new MaxLogitDetector(network));
    }

    private protected override Tensor ScoreLogits(Tensor logits) => LogitScores.MaxLogit(logits);
}
