using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Generalised entropy, GEN. Scores as <see cref="LogitScores.GeneralisedEntropy"/>.</summary>
/// <param name="network">From [N, …] inputs to [N, C] logits.</param>
/// <param name="gamma">Exponent γ, in (0, 1).</param>
/// <param name="classes">How many of the largest probabilities count, M; at least 1, more than C means all.</param>
public sealed class GeneralisedEntropyDetector(torch.nn.Module<Tensor, Tensor> network, double gamma = 0.1, int classes = 100)
    : LogitDetector(network)
{
    private const string FileKind = "generalised entropy detector";
    private const string GammaKey = "gamma";
    private const string ClassesKey = "classes";

    /// <summary>Exponent γ.</summary>
    public double Gamma { get; } = Guard.Inside(gamma);

    /// <summary>How many of the largest probabilities count, M.</summary>
    public int Classes { get; } = Guard.AtLeast(classes, 1);

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings =>
        [new(GammaKey, TensorFile.Exact(Gamma)), new(ClassesKey, Classes.ToString(CultureInfo.InvariantCulture))];

    /// <inheritdoc cref="MaxProbabilityDetector.Load"/>
    public static GeneralisedEntropyDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        return Load(path, FileKind, file => new GeneralisedEntropyDetector(network, file.Number(GammaKey), file.Count(ClassesKey)));
    }

    private protected override Tensor ScoreLogits(Tensor logits) => LogitScores.GeneralisedEntropy(logits, Gamma, Classes);
}
