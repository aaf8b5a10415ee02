using TorchSharp;
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
    private const string Batches = "batches";

    private int _pass;
    private long[]? _widths;

    /// <summary>Goes through labelled batches once. A reading is good until the next is asked for.</summary>
    /// <param name="batches">[B, …] inputs and [B] labels, int64 and at least 0.</param>
    public IEnumerable<(FeatureReading Reading, Tensor Labels)> Read(IEnumerable<(Tensor Inputs, Tensor Labels)> batches)
    {
        Tensor? labels = null;
        foreach (FeatureReading reading in Read(Unlabelled()))
        {
            yield return (reading, labels!);
        }

        IEnumerable<Tensor> Unlabelled()
        {
            foreach ((Tensor inputs, Tensor given) in batches)
            {
                CheckLabels(inputs, given);
                labels = given;
                yield return inputs;
            }
        }
    }

    /// <summary>Goes through batches without labels once. A reading is good until the next is asked for.</summary>
    /// <param name="batches">[B, …] inputs.</param>
    public IEnumerable<FeatureReading> Read(IEnumerable<Tensor> batches)
    {
        _pass++;
        int count = 0;
        long seen = 0;
        foreach (Tensor inputs in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using FeatureReading reading = reader.Read(inputs);
            CheckWidths(reading);
            yield return reading;
            count++;
            seen += inputs.shape[0];
            progress?.Report(new DetectorProgress(_pass, passes, count, seen));
        }

        if (count == 0)
        {
            throw Wrong(
                _pass == 1 ? "must hold at least one batch; got none." : $"gave no batch in pass {_pass}: it must be enumerable again.", Batches);
        }
    }

    private static ArgumentException Wrong(string message, string parameter) => new(message, parameter);

    internal static void CheckLabels(Tensor inputs, Tensor labels)
    {
        Guard.NotNull(inputs);
        Guard.Rank(labels, 1, "[B]");
        if (labels.dtype != torch.ScalarType.Int64 || labels.shape[0] != inputs.shape[0])
        {
            throw new ArgumentException(
                $"must be [{inputs.shape[0]}] of Int64, one class for each input; got [{labels.shape[0]}] of {labels.dtype}.", nameof(labels));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        long lowest = labels.min().item<long>();
        if (lowest < 0)
        {
            throw new ArgumentException($"must be at least 0; the lowest is {lowest}.", nameof(labels));
        }
    }

    private void CheckWidths(FeatureReading reading)
    {
        long[] widths = [.. reading.Layers.Select(layer => layer.shape[1])];
        _widths ??= widths;
        if (!widths.AsSpan().SequenceEqual(_widths))
        {
            throw Wrong(
                $"gave features of widths [{string.Join(", ", widths)}] after batches with [{string.Join(", ", _widths)}].", Batches);
        }
    }
}
