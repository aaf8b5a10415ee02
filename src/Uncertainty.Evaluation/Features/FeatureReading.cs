using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What one pass of a network showed, in double precision. Owns its tensors; none of them is to be disposed alone.</summary>
public sealed class FeatureReading : IDisposable
{
    /// <summary>Takes tensors over, out of the dispose scope they are in.</summary>
    internal FeatureReading(IReadOnlyList<Tensor> layers, Tensor? logits)
    {
        Layers = [.. layers.Select(layer => layer.DetachFromDisposeScope())];
        Logits = logits?.DetachFromDisposeScope();
    }

    /// <summary>[N, F] features of each layer that was asked for.</summary>
    public IReadOnlyList<Tensor> Layers { get; }

    /// <summary>[N, F] features of the only layer.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public Tensor Features => Layers.Count == 1
        ? Layers[0]
        : throw new InvalidOperationException($"One layer is needed; the reader reads {Layers.Count}.");

    /// <summary>[N, C] the network's outputs; null where only features are to be had.</summary>
    public Tensor? Logits { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        foreach (Tensor layer in Layers)
        {
            layer.Dispose();
        }

        Logits?.Dispose();
    }
}
