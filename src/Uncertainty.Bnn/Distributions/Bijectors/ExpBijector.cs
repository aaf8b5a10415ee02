using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>y = eˣ, from all numbers to the positive ones.</summary>
public sealed record ExpBijector : Bijector
{
    /// <inheritdoc/>
    public override Interval Domain => Interval.Real;

    /// <inheritdoc/>
    public override Interval Range => Interval.Positive;

    internal override Tensor ForwardCore(Tensor x) => x.exp();

    internal override Tensor InverseCore(Tensor y) => y.log();

    internal override Tensor LogDeterminantCore(Tensor x) => x.clone();
}
