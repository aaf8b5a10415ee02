using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Uncertainty of a regression, made by <c>UncertaintyEvaluation.ForRegression</c> from a network or around any posterior. Draws are folded as
/// they come: memory does not grow with their number.
/// </summary>
public sealed class RegressionEvaluation : UncertaintyEvaluation
{
    private readonly RegressionDraws? _draws;
    private readonly RegressionHead? _head;

    /// <summary>Means, with a head for the noise or none.</summary>
    internal RegressionEvaluation(
        IPosteriorPredictive posterior, RegressionHead? head, torch.Device? device = null, IDisposable? fitted = null)
        : base(posterior, device, head, fitted)
    {
        _head = head;
    }

    /// <summary>Networks that give distributions.</summary>
    internal RegressionEvaluation(
        IPosteriorPredictive posterior, RegressionOutput output, torch.Device? device = null, IDisposable? fitted = null)
        : base(posterior, device, fitted)
    {
        Output = Guard.NotNull(output);
        _draws = new RegressionDraws(posterior, output);
    }

    /// <summary>How the network's outputs are read as a distribution; null where they are means.</summary>
    public RegressionOutput? Output { get; }

    /// <summary>Whether there is an aleatoric head.</summary>
    public bool HasHead => _head is not null;

    /// <summary>
    /// [N, D] variance over the draws of each mean, in the square of the target's unit; of evidential networks with the mean of the variance that
    /// each gives its own mean. A new tensor, the caller's.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor EvaluateEpistemic(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        if (_draws is null)
        {
            using PredictiveMoments means = Posterior.Draws > 1 ? Posterior.Moments(placed, cancellationToken) : throw OneDraw();
            return means.Variance.alias();
        }

        using RegressionUncertainty result = _draws.Fold(placed, out bool admitted, cancellationToken);
        return admitted || Posterior.Draws > 1 ? result.Epistemic.alias() : throw OneDraw();
    }

    /// <summary>
    /// [N] noise variance σ² that the head found or the network gives, in the square of the target's unit; the mean over the outputs where there
    /// are several. A new tensor, the caller's.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor EvaluateAleatoric(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        if (_draws is not null)
        {
            using RegressionUncertainty result = _draws.Fold(placed, out bool _, cancellationToken);
            return result.Aleatoric.mean([1]);
        }

        using Tensor variances = ByChunk(placed, (_head ?? throw NoHead()).Variance, cancellationToken);
        return variances.mean([1]);
    }

    /// <summary>
    /// Means and variances of a regression at once: the model's from the draws, the data's from the head or from the network itself. The caller
    /// disposes the result.
    /// </summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The network gives means alone and no training data were given: without a head the noise is unknown, and it is not taken for zero. Or its
    /// outputs are not finite, or of another number than said.
    /// </exception>
    public override RegressionUncertainty Evaluate(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        if (_draws is not null)
        {
            return _draws.Fold(placed, out bool _, cancellationToken);
        }

        using Tensor variances = ByChunk(placed, (_head ?? throw NoHead()).Variance, cancellationToken);
        using PredictiveMoments means = Posterior.Moments(placed, cancellationToken);
        return RegressionUncertainty.FromMoments(means, variances);
    }

    /// <inheritdoc/>
    public override IEnumerable<RegressionUncertainty> Evaluate(IEnumerable<Tensor> batches, CancellationToken cancellationToken = default) =>
        Each(batches, batch => Evaluate(batch, cancellationToken));

    /// <inheritdoc/>
    public override PredictiveSamples EvaluateDraws(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using Tensor placed = Place(inputs);
        if (_draws is not null)
        {
            return _draws.Samples(placed, cancellationToken);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using PredictiveSamples means = Posterior.Sample(placed, cancellationToken);
        Tensor kept = Guard.FiniteOutputs(means.Values).unsqueeze(-1);
        if (_head is null)
        {
            return new PredictiveSamples(kept);
        }

        Tensor variances = ByChunk(placed, _head.Variance, cancellationToken).to_type(kept.dtype).unsqueeze(0).unsqueeze(-1);
        return new PredictiveSamples(torch.cat([kept, variances.expand(kept.shape)], -1));
    }

    /// <inheritdoc/>
    public override PredictiveSamples EvaluateDrawsWithGraph(Tensor inputs, CancellationToken cancellationToken = default)
    {
        if (_head is not null)
        {
            throw new InvalidOperationException(
                "No gradient goes through the aleatoric head: make the evaluation without training data, or of a network that gives the noise itself.");
        }

        using Tensor placed = Place(inputs);
        return _draws is not null
            ? _draws.SamplesWithGraph(placed, cancellationToken)
            : ReadDraws.WithGraph(Posterior, placed, columns: null, means => means.unsqueeze(-1), cancellationToken);
    }
}
