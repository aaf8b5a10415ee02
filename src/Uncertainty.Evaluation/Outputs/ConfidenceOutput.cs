using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation;

/// <summary>
/// Logits and a learnt confidence c: raw outputs [f | h], K = C + 1, probabilities softmax(f) and c = sigmoid(h) in (0, 1). In training the network
/// may ask for the true label where it is not confident, at a price: low confidence marks inputs that it would get wrong, and inputs from
/// elsewhere. Zeros stand for equal probabilities and c = ½.
/// </summary>
/// <remarks>
/// DeVries and Taylor, "Learning Confidence for Out-of-Distribution Detection in Neural Networks", arXiv 1802.04865, 2018, Section 2. Probabilities are not
/// clipped: the losses are computed from logarithms.
/// </remarks>
public sealed class ConfidenceOutput : ClassificationOutput
{
    /// <summary>For C classes.</summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="weight">λ, the price of hints; finite and above 0. Default 0.1. Where <see cref="ConfidenceTraining"/> starts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ConfidenceOutput(int classes, double weight = 0.1)
        : base(classes)
    {
        Weight = Guard.Positive(weight);
    }

    /// <summary>λ, the price of hints.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    public override int Columns => Classes + 1;

    /// <summary>
    /// Mean of -ln(c p + 1 - c) - λ ln c with p the true class's probability: every input may take the hint, and λ stays. The source moves λ and
    /// withholds hints from half of the inputs, without which confidence drifts to one end: train by <see cref="ConfidenceTraining"/>.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor labels)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor task, Tensor confidence) = Losses(raw, labels, null);
        return (task + (confidence * Weight)).MoveToOuterDisposeScope();
    }

    /// <summary>Probabilities and their entropy; the confidence is read by <see cref="Confidence"/>.</summary>
    /// <inheritdoc/>
    public override ClassificationReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        Tensor probabilities = raw.narrow(1, 0, Classes).softmax(1);
        return new ClassificationReading(probabilities, Shannon.Entropy(probabilities, 1));
    }

    /// <summary>[N, …] learnt confidence c in [0, 1]; low for inputs unlike those of training. A new tensor with its gradient, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Confidence(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        return raw.select(1, Classes).sigmoid().MoveToOuterDisposeScope();
    }

    /// <summary>Task loss and confidence loss, in the current dispose scope.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <param name="labels">[N, …] classes.</param>
    /// <param name="hints">[N, …] which inputs may take the hint; null for all.</param>
    internal (Tensor Task, Tensor Confidence) Losses(Tensor raw, Tensor labels, Tensor? hints)
    {
        HeteroscedasticLoss.CheckLabels(labels, CheckRaw(raw).shape, Classes);
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = raw.narrow(1, 0, Classes);
        Tensor ask = raw.select(1, Classes);
        Tensor own = logits.log_softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1);
        Tensor hinted = (ask.log_sigmoid() + own).logaddexp((-ask).log_sigmoid());
        Tensor task = hints is null ? hinted : where(hints, hinted, own);
        return scope.MoveToOuter(task.mean().neg(), ask.log_sigmoid().mean().neg());
    }
}
