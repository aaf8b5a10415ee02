using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>What a detector is fitted on: batches read one at a time, each checked, forgotten when it has been used.</summary>
/// <param name="reader">Where features come from.</param>
/// <param name="passes">How often the batches are gone through.</param>
/// <param name="progress">Told of every batch.</param>
/// <param name="cancellationToken">Looked at before every batch.</param>
internal sealed class FeatureStream(
    FeatureReader reader, int passes, IProgress<DetectorProgress>? progress, CancellationToken cancellationToken)
{
    private readonly InputStream _inputs = new(passes, progress, cancellationToken);
    private long[]? _widths;

    /// <summary>Goes through labelled batches once. A reading is good until the next is asked for.</summary>
    /// <param name="batches">[B, …] inputs and [B] labels, int64 and at least 0.</param>
    public IEnumerable<(FeatureReading Reading, Tensor Labels)> Read(IEnumerable<(Tensor Inputs, Tensor Labels)> batches)
    {
        IEnumerable<(Tensor, Tensor?)> labelled = batches.Select(batch => (batch.Inputs, (Tensor?)Guard.NotNull(batch.Labels, "labels")));
        foreach ((Tensor inputs, Tensor? labels) in _inputs.Read(labelled, nameof(batches)))
        {
            using FeatureReading reading = ReadOne(inputs);
            yield return (reading, labels!);
        }
    }

    /// <summary>Goes through batches without labels once. A reading is good until the next is asked for.</summary>
    /// <param name="batches">[B, …] inputs.</param>
    public IEnumerable<FeatureReading> Read(IEnumerable<Tensor> batches)
    {
        foreach (Tensor inputs in _inputs.Read(batches, nameof(batches)))
        {
            using FeatureReading reading = ReadOne(inputs);
            yield return reading;
        }
    }

    private FeatureReading ReadOne(Tensor inputs)
    {
        FeatureReading reading = reader.Read(inputs);
        try
        {
            CheckWidths(reading);
            return reading;
        }
        catch
        {
            reading.Dispose();
            throw;
        }
    }

    private void CheckWidths(FeatureReading reading)
    {
        long[] widths = [.. reading.Layers.Select(layer => layer.shape[1])];
        _widths ??= widths;
        if (!widths.AsSpan().SequenceEqual(_widths))
        {
            throw FitErrors.Batches(
                $"gave features of widths [{string.Join(", ", widths)}] after batches with [{string.Join(", ", _widths)}].");
        }
    }
}
