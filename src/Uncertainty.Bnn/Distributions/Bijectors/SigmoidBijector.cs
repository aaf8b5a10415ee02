using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>y = 1 / (1 + e⁻ˣ), from all numbers to those between 0 and 1.</summary>
public sealed record SigmoidBijector : Bijector
{
    /// <inheritdoc/>
    public override Interval Domain => Interval.Real;

    /// <inheritdoc/>
    public override Interval Range => Interval.Unit;

    internal override Tensor ForwardCore(Tensor x) => x.sigmoid();

    internal override Tensor InverseCore(Tensor y) => y.log() - (-y).log1p();

    internal override Tensor LogDeterminantCore(Tensor x) => -Special.Softplus(-x) - Special.Softplus(x);
}
