using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>A distribution of the targets that has a density: outputs of this kind can be compared by their log-probabilities.</summary>
public abstract class DensityOutput : RegressionOutput
{
    private protected DensityOutput(int targets)
        : base(targets)
    {
    }

    /// <summary>Mean of -ln p over inputs (and positions of a map), divided by the number of targets D; in nats.</summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor targets)
    {
        CheckTargets(targets, CheckRaw(raw));
        using DisposeScope scope = torch.NewDisposeScope();
        return (LogDensity(raw, targets).mean() / -Targets).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// [N, …] log-density ln p(y) of the targets of each input together, in nats and with all constants: higher is better, and above 0 where
    /// the density is above 1. A new tensor with its gradient, the caller's.
    /// </summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <param name="targets">[N, D, …] targets: exactly this shape, nothing is broadcast.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a value is not finite.</exception>
    public Tensor LogProbability(Tensor raw, Tensor targets)
    {
        CheckTargets(targets, CheckRaw(raw));
        using DisposeScope scope = torch.NewDisposeScope();
        return LogDensity(raw, targets).MoveToOuterDisposeScope();
    }

    /// <summary>[N, …] ln p of checked arguments, in the current dispose scope.</summary>
    private protected abstract Tensor LogDensity(Tensor raw, Tensor targets);
}
