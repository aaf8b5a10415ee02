using TorchSharp;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Logits: the probabilities are their softmax, K = C. What most classifiers give.</summary>
public sealed class SoftmaxOutput : ClassificationOutput
{
    /// <summary>For C classes.</summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    public SoftmaxOutput(int classes)
        : base(classes)
    {
    }

    /// <inheritdoc/>
    public override int Columns => Classes;

    /// <summary>Cross entropy.</summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor labels)
    {
        HeteroscedasticLoss.CheckLabels(labels, CheckRaw(raw).shape);
        return functional.cross_entropy(raw, labels);
    }

    /// <inheritdoc/>
    public override ClassificationReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor probabilities = raw.softmax(1);
        return new ClassificationReading(probabilities, Shannon.Entropy(probabilities, 1));
    }
}
