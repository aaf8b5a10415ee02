using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>The free energy of the logits. Scores as <see cref="LogitScores.Energy"/>.</summary>
/// <param name="network">From [N, …] inputs to [N, C] logits.</param>
/// <param name="temperature">Temperature T; greater than 0.</param>
public sealed class EnergyDetector(torch.nn.Module<Tensor, Tensor> network, double temperature = 1) : LogitDetector(network)
{
    private const string FileKind = "energy detector";
    private const string TemperatureKey = "temperature";

    /// <summary>Temperature T.</summary>
    public double Temperature { get; } = Guard.Positive(temperature);

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [new(TemperatureKey, TensorFile.Exact(Temperature))];

    /// <inheritdoc cref="MaxProbabilityDetector.Load"/>
    public static EnergyDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        return Load(path, FileKind, file => new EnergyDetector(network, file.Number(TemperatureKey)));
    }

    private protected override Tensor ScoreLogits(Tensor logits) => LogitScores.Energy(logits, Temperature);
}
