using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Probabilities, as a network that ends in a softmax gives them: at least 0, with sum 1 over the classes; K = C.</summary>
public sealed class ProbabilityOutput : ClassificationOutput
{
    /// <summary>For C classes.</summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    public ProbabilityOutput(int classes)
        : base(classes)
    {
    }

    /// <inheritdoc/>
    public override int Columns => Classes;

    /// <summary>Mean of -ln p of the true class; infinite where that is 0.</summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor labels)
    {
        HeteroscedasticLoss.CheckLabels(labels, CheckDistribution(raw).shape);
        using DisposeScope scope = torch.NewDisposeScope();
        return raw.gather(1, labels.unsqueeze(1)).log().mean().neg().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape does not fit, or <paramref name="raw"/> are no probabilities.</exception>
    public override ClassificationReading Read(Tensor raw)
    {
        CheckDistribution(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return new ClassificationReading(raw.alias(), Shannon.Entropy(raw, 1));
    }

    private Tensor CheckDistribution(Tensor raw) => Guard.Distribution(CheckRaw(raw), 1, nameof(raw));
}
