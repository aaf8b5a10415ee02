using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// y = (1 + c x)^(1/c), eˣ for c = 0: the inverse of the Box–Cox transform, from the x with 1 + c x &gt; 0 to the positive numbers.
/// </summary>
public sealed record InverseBoxCoxBijector : Bijector
{
    /// <summary>A transform.</summary>
    /// <param name="power">Power c; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="power"/> is not finite.</exception>
    public InverseBoxCoxBijector(double power) => Power = double.IsFinite(power)
        ? power
        : throw new ArgumentOutOfRangeException(nameof(power), power, "must be finite.");

    /// <summary>Power c.</summary>
    public double Power { get; }

    /// <inheritdoc/>
    public override Interval Domain => Power switch
    {
        > 0 => new Interval(-1 / Power, double.PositiveInfinity),
        < 0 => new Interval(double.NegativeInfinity, -1 / Power),
        _ => Interval.Real,
    };

    /// <inheritdoc/>
    public override Interval Range => Interval.Positive;

    internal override Tensor ForwardCore(Tensor x) => Power == 0 ? x.exp() : ((x * Power).log1p() / Power).exp();

    internal override Tensor InverseCore(Tensor y) => Power == 0 ? y.log() : (y.log() * Power).expm1() / Power;

    internal override Tensor LogDeterminantCore(Tensor x) =>
        Power == 0 ? x.clone() : (x * Power).log1p() * ((1 / Power) - 1);
}
