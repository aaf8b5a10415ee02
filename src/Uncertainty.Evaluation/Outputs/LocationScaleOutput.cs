using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// A distribution around a location: the first D raw outputs are the means μ, those after them say how wide it is. Where the latter are 0
/// the scale is 1, so that a head of zeros on a trained network's features is a place to start from.
/// </summary>
public abstract class LocationScaleOutput : DensityOutput
{
    private protected LocationScaleOutput(int targets)
        : base(targets)
    {
    }

    /// <summary>[N, L, D, …] quantiles of each target by itself, at L levels. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <param name="levels">The levels, each in (0, 1); at least one.</param>
    /// <exception cref="ArgumentException">The shape does not fit, a value is not finite, or a level is not in (0, 1).</exception>
    public Tensor Quantiles(Tensor raw, IReadOnlyList<double> levels)
    {
        CheckRaw(raw);
        double[] chosen = QuantileLevels.Check(levels);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor standard = StandardQuantiles(raw, chosen);
        return (Block(raw, 0).unsqueeze(1) + (Scale(raw).unsqueeze(1) * standard)).MoveToOuterDisposeScope();
    }

    /// <summary>[N, D, …] what multiplies the standard distribution of each target, in the current dispose scope.</summary>
    private protected abstract Tensor Scale(Tensor raw);

    /// <summary>Quantiles at location 0 and scale 1: [1, L, 1, …], or [N, L, D, …] where each input has its own.</summary>
    private protected abstract Tensor StandardQuantiles(Tensor raw, double[] levels);
}
