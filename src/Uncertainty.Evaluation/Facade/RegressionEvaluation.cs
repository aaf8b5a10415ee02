using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Uncertainty of a regression. Made by <see cref="UncertaintyEvaluation.ForRegression"/>, or around any posterior.</summary>
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
        using PredictiveSamples means = Draw(inputs, cancellationToken);
        return means.Variance();
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
        using DisposeScope scope = torch.NewDisposeScope();
        using PredictiveSamples means = Draw(inputs, cancellationToken);
        Tensor variances = head.Variance(inputs);
        using PredictiveSamples noise = new(variances.unsqueeze(0).expand(means.Draws, -1, -1));
        return RegressionUncertainty.FromMoments(means, noise);
    }

    /// <inheritdoc/>
    public override void Dispose() => _head?.Dispose();
}
