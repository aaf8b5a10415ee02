using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// GradNorm: how little the last layer would have to change for the prediction to become uniform. Minus the L1 norm of the gradient of
/// KL(uniform ‖ softmax(f / T)) by the last layer's weights, which is -Σ|softmax(f / T) - 1/C| · Σ|features| / T: no backward pass is needed. At most 0.
/// Nothing is fitted.
/// </summary>
/// <remarks>
/// Huang, Geng and Li, "On the Importance of Gradients for Detecting Distributional Shifts in the Wild", NeurIPS 2021, Eqs. (3) and (7), who have the sign
/// the other way round; biases do not count. Code of the paper sums over the classes where the divergence has the mean, which makes its scores C times
/// as large. Not safe for several threads on one network.
/// </remarks>
public sealed class GradNormDetector : ISavableDetector
{
    private const string Kind = "GradNorm detector";
    private const int FileVersion = 1;
    private const string TemperatureKey = "temperature";

    private readonly FeatureReader _reader;
    private readonly int _width;

    /// <summary>Reads features and logits.</summary>
    /// <param name="reader">Reads one layer, from which a known head makes the logits: <see cref="FeatureReader.Penultimate"/>, say.</param>
    /// <param name="temperature">Temperature T of the softmax; greater than 0. Default 1, as in the paper.</param>
    /// <exception cref="ArgumentException">The reader knows of no head.</exception>
    public GradNormDetector(FeatureReader reader, double temperature = 1)
    {
        _reader = Guard.NotNull(reader);
        Temperature = Guard.Positive(temperature);
        if (!reader.HasHead)
        {
            throw new ArgumentException("must know the layer from the features to the logits; this one does not.", nameof(reader));
        }

        using LinearHead head = reader.CopyHead();
        _width = head.Features;
    }

    /// <summary>Temperature T of the softmax.</summary>
    public double Temperature { get; }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using FeatureReading reading = _reader.Read(inputs);
        Tensor logits = NetworkPass.Logits(reading.Logits!, reading.Features.shape[0]);
        if (reading.Features.shape[1] != _width)
        {
            throw new InvalidOperationException(
                $"The last layer must take [N, {_width}] features, one row for each input; they came to {reading.Features.shape[1]} for each.");
        }

        Tensor away = (logits / Temperature).softmax(1) - (1.0 / logits.shape[1]);
        return (away.abs().sum(1) * reading.Features.abs().sum(1) / -Temperature).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Save(string path) =>
        TensorFile.Save(path, Kind, FileVersion, [new(TemperatureKey, TensorFile.Exact(Temperature))], []);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">Reads one layer, from which a known head makes the logits.</param>
    /// <exception cref="ArgumentException">The reader knows of no head.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GradNormDetector Load(string path, FeatureReader reader)
    {
        Guard.NotNull(reader);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        double temperature = file.Number(TemperatureKey);
        return temperature > 0 ? new GradNormDetector(reader, temperature) : throw file.Wrong($"its temperature is {temperature}, which is not above 0.");
    }
}
