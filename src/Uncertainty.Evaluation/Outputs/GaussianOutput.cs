using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Normal targets: raw outputs [μ | s], means and log-variances s = ln σ², K = 2 D.</summary>
/// <remarks>
/// Nix and Weigend, "Estimating the Mean and Variance of the Target Probability Distribution", ICNN 1994; Kendall and Gal, "What Uncertainties
/// Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (8).
/// </remarks>
public sealed class GaussianOutput : LocationScaleOutput
{
    /// <summary>For D targets.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    public GaussianOutput(int targets)
        : base(targets)
    {
    }

    /// <inheritdoc/>
    public override int Columns => 2 * Targets;

    /// <summary>Mean of ½ e^(-s) (y - μ)² + ½ s over inputs and targets, in nats and without ½ ln 2π.</summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor targets)
    {
        CheckTargets(targets, CheckRaw(raw));
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor means = raw.narrow(1, 0, Targets);
        return HeteroscedasticLoss.Regression(means, raw.narrow(1, Targets, Targets), targets).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return new RegressionReading(raw.narrow(1, 0, Targets).alias(), raw.narrow(1, Targets, Targets).exp());
    }
}
