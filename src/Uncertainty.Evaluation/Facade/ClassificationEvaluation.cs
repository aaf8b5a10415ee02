using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Uncertainty of a classifier, made by <c>UncertaintyEvaluation.ForClassification</c> from a network or around any posterior. Draws are
/// folded as they come: memory does not grow with their number.
/// </summary>
public sealed class ClassificationEvaluation : UncertaintyEvaluation
{
    private readonly ClassificationDraws _draws;
    private readonly ClassificationHead? _head;

    internal ClassificationEvaluation(
        IPosteriorPredictive posterior,
        ClassificationOutput output,
        ClassificationHead? head,
        torch.Device? device = null,
        IDisposable? fitted = null)
        : base(posterior, device, head, fitted)
    {
        Output = Guard.NotNull(output);
        _draws = new ClassificationDraws(posterior, output);
        _head = head;
    }

    /// <summary>How the network's outputs are read.</summary>
    public ClassificationOutput Output { get; }

    /// <summary>Whether there is an aleatoric head.</summary>
    public bool HasHead => _head is not null;

    /// <summary>[N, C] variance over the draws of each class's probability, in [0, 1/4]. A new tensor, the caller's.</summary>
    /// <inheritdoc/>
    public override Tensor EvaluateEpistemic(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        if (Posterior.Draws == 1)
        {
            throw OneDraw();
        }

        using PredictiveMoments moments = _draws.Moments(placed, cancellationToken);
        return moments.Variance.alias();
    }

    /// <summary>
    /// [N] entropy in [0, ln C] nats: of the class probabilities under the noise that the head found in the logits; or, of a network that says
    /// itself what is the data's, such as an evidential one, <see cref="ClassificationUncertainty.Aleatoric"/>. A new tensor, the caller's.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor EvaluateAleatoric(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        if (_head is not null)
        {
            return ByChunk(placed, _head.Entropy, cancellationToken);
        }

        if (_draws.IsPlain)
        {
            throw NoHead();
        }

        using ClassificationUncertainty result = _draws.Fold(placed, null, cancellationToken);
        return result.Aleatoric.alias();
    }

    /// <summary>
    /// All measures of a classification at once, from the draws, and beside them what the head says, if there is one. The caller disposes the
    /// result.
    /// </summary>
    /// <inheritdoc/>
    public override ClassificationUncertainty Evaluate(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        using Tensor? learned = _head is null ? null : ByChunk(placed, _head.Entropy, cancellationToken);
        return _draws.Fold(placed, learned, cancellationToken);
    }

    /// <inheritdoc/>
    public override IEnumerable<ClassificationUncertainty> Evaluate(IEnumerable<Tensor> batches, CancellationToken cancellationToken = default) =>
        Each(batches, batch => Evaluate(batch, cancellationToken));

    /// <inheritdoc/>
    public override PredictiveSamples EvaluateDraws(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        return _draws.Samples(placed, cancellationToken);
    }

    /// <inheritdoc/>
    public override PredictiveSamples EvaluateDrawsWithGraph(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        return _draws.SamplesWithGraph(placed, cancellationToken);
    }
}
