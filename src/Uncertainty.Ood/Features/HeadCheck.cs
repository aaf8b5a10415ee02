using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Whether the layer that is taken for the head gives the network's outputs: something may come after it, or run instead of it.
/// </summary>
internal static class HeadCheck
{
    /// <summary>Allows for networks in half precision.</summary>
    private const double Rounding = 0.01;

    /// <summary>The head of a reader of one layer. The caller disposes it.</summary>
    /// <exception cref="ArgumentException">It reads several layers, or knows of no head.</exception>
    public static LinearHead Of(FeatureReader reader) => Require(reader).CopyHead();

    /// <summary>A reader of one layer that knows a head.</summary>
    /// <exception cref="ArgumentException">It reads several layers, or knows of no head.</exception>
    public static FeatureReader Require(FeatureReader reader)
    {
        FitErrors.OneLayer(reader);
        return reader.HasHead
            ? reader
            : throw new ArgumentException(
                "must know the layer from the features to the logits; this one does not. Read the features by "
                + $"{nameof(FeatureReader.Penultimate)}, or give a head to {nameof(FeatureReader.From)}.",
                nameof(reader));
    }

    /// <summary>Makes something of a head; if there is an error, the head is given back.</summary>
    public static T With<T>(LinearHead head, Func<LinearHead, T> make)
    {
        try
        {
            return make(head);
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>Looks at all inputs of a reading.</summary>
    /// <exception cref="InvalidOperationException">The network's outputs are not W f + b, to rounding.</exception>
    public static void Verify(LinearHead head, FeatureReading reading, string layer) =>
        Verify(head, reading, layer, reading.Features.shape[0]);

    /// <summary>Looks at the first input of a reading.</summary>
    /// <exception cref="InvalidOperationException">The network's outputs are not W f + b, to rounding.</exception>
    public static void VerifyFirst(LinearHead head, FeatureReading reading, string layer) => Verify(head, reading, layer, 1);

    private static void Verify(LinearHead head, FeatureReading reading, string layer, long inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = reading.Features.narrow(0, 0, inputs);
        Tensor? logits = reading.Logits?.narrow(0, 0, inputs);
        if (features.shape[1] != head.Features || logits is null || logits.ndim != 2 || logits.shape[1] != head.Classes)
        {
            throw new InvalidOperationException(
                $"Features of width {features.shape[1]} and outputs [{string.Join(", ", logits?.shape ?? [])}] do not go with the head in "
                + $"layer '{layer}', from {head.Features} features to {head.Classes} logits of each input.");
        }

        Tensor difference = (head.Apply(features) - logits).abs();
        Tensor size = features.abs().matmul(head.Weight.abs().t()) + head.Bias.abs();
        Tensor excess = difference - (Rounding * size);
        if (excess.max().item<double>() > 0)
        {
            throw new InvalidOperationException(
                $"The network's outputs are not W f + b of its layer '{layer}': they are off by up to {difference.max().item<double>():G4}. "
                + "Something comes after that layer, such as a softmax or a scaling, or another layer gives the logits. Take the network up to "
                + $"its logits, or give features and head to {nameof(FeatureReader)}.{nameof(FeatureReader.From)}.");
        }
    }
}
