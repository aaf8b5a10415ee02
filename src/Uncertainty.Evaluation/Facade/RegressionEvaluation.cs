using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Uncertainty of a regression, from a network (<c>UncertaintyEvaluation.ForRegression</c>) or around any posterior. Draws are folded as
/// they come: memory does not grow with their number.
/// </summary>
public sealed class RegressionEvaluation : UncertaintyEvaluation
{
    private readonly RegressionHead? _head;

    /// <summary>Puts a posterior and a head together.</summary>
    /// <param name="posterior">Draws [N, D] means.</param>
    /// <param name="head">The aleatoric head, from here on this object's to dispose; null for none.</param>
    public RegressionEvaluation(IPosteriorPredictive posterior, RegressionHead? head = null)
        : base(posterior)
    {
        _head = head;
    }

    /// <summary>[N, D] variance over the draws of each mean, in the square of the target's unit. A new tensor, the caller's.</summary>
    /// <inheritdoc/>
    public override Tensor EvaluateEpistemic(Tensor inputs, CancellationToken cancellationToken = default)
    {
        using PredictiveMoments means = Posterior.Moments(inputs, cancellationToken);
        return means.Variance.alias();
    }

    /// <summary>
    /// [N] noise variance σ² that the head found, in the square of the target's unit; the mean over the outputs where there are
    /// several. A new tensor, the caller's.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor EvaluateAleatoric(Tensor inputs)
    {
        using Tensor variances = (_head ?? throw NoHead()).Variance(inputs);
        return variances.mean([1]);
    }

    /// <summary>
    /// Means and variances of a regression at once: the model's from the draws, the data's from the head. The caller disposes the
    /// result.
    /// </summary>
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// No training data were given: without a head the noise is unknown, and it is not taken for zero.
    /// </exception>
    public override RegressionUncertainty Evaluate(Tensor inputs, CancellationToken cancellationToken = default)
    {
        RegressionHead head = _head ?? throw NoHead();
        using PredictiveMoments means = Posterior.Moments(inputs, cancellationToken);
        using Tensor variances = head.Variance(inputs);
        return RegressionUncertainty.FromMoments(means, variances);
    }

    /// <inheritdoc/>
    public override void Dispose() => _head?.Dispose();
}
