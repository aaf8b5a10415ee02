using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Uncertainty of a classifier, from a network (<c>UncertaintyEvaluation.ForClassification</c>) or around any posterior. Draws are folded
/// as they come: memory does not grow with their number.
/// </summary>
public sealed class ClassificationEvaluation : UncertaintyEvaluation
{
    private readonly int _classes;
    private readonly ClassificationHead? _head;
    private readonly OutputKind _output;

    /// <summary>Puts a posterior and a head together.</summary>
    /// <param name="posterior">Draws [N, C] outputs.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="head">The aleatoric head, from here on this object's to dispose; null for none.</param>
    /// <param name="output">What the posterior draws.</param>
    public ClassificationEvaluation(
        IPosteriorPredictive posterior, int classes, ClassificationHead? head = null, OutputKind output = OutputKind.Logits)
        : base(posterior)
    {
        _classes = Guard.AtLeast(classes, 2);
        _head = head;
        _output = output;
    }

    /// <summary>[N, C] variance over the draws of each class's probability, in [0, 1/4]. A new tensor, the caller's.</summary>
    /// <inheritdoc/>
    public override Tensor EvaluateEpistemic(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using PredictiveMoments moments = Moments(inputs, cancellationToken);
        return moments.Variance.alias();
    }

    /// <summary>
    /// [N] entropy of the class probabilities under the noise that the head found in the logits, in [0, ln C] nats. A new tensor,
    /// the caller's.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor EvaluateAleatoric(Tensor inputs) => (_head ?? throw NoHead()).Entropy(inputs);

    /// <summary>All measures of a classification at once, from the draws. The caller disposes the result.</summary>
    /// <inheritdoc/>
    public override ClassificationUncertainty Evaluate(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using PredictiveMoments moments = Moments(inputs, cancellationToken);
        return ClassificationUncertainty.FromMoments(moments);
    }

    /// <inheritdoc/>
    public override void Dispose() => _head?.Dispose();

    private PredictiveMoments Moments(Tensor inputs, CancellationToken cancellationToken)
    {
        PredictiveMoments moments = _output == OutputKind.Probabilities
            ? Posterior.ProbabilityMoments(inputs, cancellationToken)
            : Posterior.SoftmaxMoments(inputs, cancellationToken);
        if (moments.Outputs == _classes)
        {
            return moments;
        }

        int got = moments.Outputs;
        moments.Dispose();
        throw new InvalidOperationException($"The network must give [N, C] outputs with C = {_classes}; got C = {got}.");
    }
}
