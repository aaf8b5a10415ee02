using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Normal targets, independent of each other: raw outputs [μ | s], means and log-variances s = ln σ², K = 2 D. A raw output of 0 stands for
/// mean 0 and variance 1.
/// </summary>
/// <remarks>
/// Nix and Weigend, "Estimating the Mean and Variance of the Target Probability Distribution", ICNN 1994; Kendall and Gal, "What Uncertainties
/// Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (8). The β of the loss: Seitzer et al., "On the Pitfalls of
/// Heteroscedastic Uncertainty Estimation with Probabilistic Neural Networks", ICLR 2022.
/// </remarks>
public sealed class GaussianOutput : LocationScaleOutput
{
    /// <summary>For D targets.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    /// <param name="beta">
    /// Power β in [0, 1] of the variance that weighs each target's loss, as a constant without a gradient. Default 0: the likelihood itself. At
    /// 1 the means learn as under a squared error, however noisy the network takes a target for; 0.5 is what the source advises where the
    /// means stay badly fitted.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public GaussianOutput(int targets, double beta = 0)
        : base(targets)
    {
        Beta = Guard.InRange(beta, 0, 1);
    }

    /// <summary>Power β of the variance that weighs each target's loss, in [0, 1].</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override int Columns => 2 * Targets;

    /// <summary>Mean of σ^(2β) (½ e^(-s) (y - μ)² + ½ s) over inputs and targets, in nats and without ½ ln 2π; the weight has no gradient.</summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor targets)
    {
        CheckTargets(targets, CheckRaw(raw));
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor logVariances = Block(raw, Targets);
        Tensor losses = NormalTerms.HalfSquares(targets - Block(raw, 0), logVariances);
        if (Beta > 0)
        {
            losses *= (logVariances.detach() * Beta).exp();
        }

        return losses.mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return new RegressionReading(Block(raw, 0).alias(), Block(raw, Targets).exp());
    }

    private protected override Tensor LogDensity(Tensor raw, Tensor targets) =>
        (NormalTerms.HalfSquares(targets - Block(raw, 0), Block(raw, Targets)) + NormalTerms.HalfLogTwoPi).sum(1).neg();

    private protected override Tensor Scale(Tensor raw) => (Block(raw, Targets) * 0.5).exp();

    private protected override Tensor StandardQuantiles(Tensor raw, double[] levels) =>
        ForLevels(raw, Array.ConvertAll(levels, QuantileLevels.StandardNormal));
}
