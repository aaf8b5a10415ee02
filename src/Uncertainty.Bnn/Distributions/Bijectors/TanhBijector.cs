using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>y = tanh x, from all numbers to those between −1 and 1.</summary>
public sealed record TanhBijector : Bijector
{
    /// <inheritdoc/>
    public override Interval Domain => Interval.Real;

    /// <inheritdoc/>
    public override Interval Range => new(-1, 1);

    internal override Tensor ForwardCore(Tensor x) => x.tanh();

    internal override Tensor InverseCore(Tensor y) => (y.log1p() - (-y).log1p()) * 0.5;

    // ln(1 − tanh² x) = 2 (ln 2 − x − softplus(−2x)), which holds where tanh x has rounded to 1.
    internal override Tensor LogDeterminantCore(Tensor x) => (Math.Log(2) - x - Special.Softplus(x * -2)) * 2;
}
