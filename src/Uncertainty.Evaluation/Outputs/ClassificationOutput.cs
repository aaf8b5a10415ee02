using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// How the raw outputs of a network are read as probabilities of C classes, and the loss that trains the network to give them. The network
/// stays an ordinary one: its last layer has <see cref="Columns"/> outputs. Immutable; holds no tensors.
/// </summary>
public abstract class ClassificationOutput
{
    private protected ClassificationOutput(int classes)
    {
        Classes = Guard.AtLeast(classes, 2);
    }

    /// <summary>Number of classes C; at least 2.</summary>
    public int Classes { get; }

    /// <summary>Number of raw outputs K that the network must give.</summary>
    public abstract int Columns { get; }

    /// <summary>Loss of a batch in nats, the mean over the inputs (and positions of a map). A scalar with its gradient, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <param name="labels">[N, …] classes in [0, C), int64.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a value is not finite, or a label is out of range.</exception>
    public abstract Tensor Loss(Tensor raw, Tensor labels);

    /// <summary>Probabilities and aleatoric entropy that raw outputs stand for. The caller disposes them.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public abstract ClassificationReading Read(Tensor raw);

    private protected Tensor CheckRaw(Tensor raw) => RawOutputs.Check(raw, Columns, GetType().Name, $"{Classes} classes");
}
