using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Maximum softmax probability, MSP: the baseline. Scores as <see cref="LogitScores.MaxProbability"/>.</summary>
/// <param name="network">From [N, …] inputs to [N, C] logits.</param>
/// <param name="temperature">Temperature T of the softmax; greater than 0.</param>
public sealed class MaxProbabilityDetector(torch.nn.Module<Tensor, Tensor> network, double temperature = 1) : LogitDetector(network)
{
    private const string FileKind = "maximum probability detector";
    private const string TemperatureKey = "temperature";

    /// <summary>Temperature T of the softmax.</summary>
    public double Temperature { get; } = Guard.Positive(temperature);

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [new(TemperatureKey, TensorFile.Exact(Temperature))];

    /// <summary>Reads what <see cref="LogitDetector.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">From [N, …] inputs to [N, C] logits.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MaxProbabilityDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        return Load(path, FileKind, file => new MaxProbabilityDetector(network, file.Number(TemperatureKey)));
    }

    private protected override Tensor ScoreLogits(Tensor logits) => LogitScores.MaxProbability(logits, Temperature);
}
