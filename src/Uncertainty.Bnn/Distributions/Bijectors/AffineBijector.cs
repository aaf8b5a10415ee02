using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>y = shift + scale · x.</summary>
public sealed record AffineBijector : Bijector
{
    /// <summary>A straight line.</summary>
    /// <param name="shift">Value at 0; finite.</param>
    /// <param name="scale">Slope; finite, not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the scale is 0.</exception>
    public AffineBijector(double shift, double scale)
    {
        Shift = double.IsFinite(shift) ? shift : throw new ArgumentOutOfRangeException(nameof(shift), shift, "must be finite.");
        Scale = double.IsFinite(scale) && scale != 0
            ? scale
            : throw new ArgumentOutOfRangeException(nameof(scale), scale, "must be finite and not 0.");
    }

    /// <summary>Value at 0.</summary>
    public double Shift { get; }

    /// <summary>Slope.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override Interval Domain => Interval.Real;

    /// <inheritdoc/>
    public override Interval Range => Interval.Real;

    /// <inheritdoc/>
    public override bool IsIncreasing => Scale > 0;

    internal override Tensor ForwardCore(Tensor x) => (x * Scale) + Shift;

    internal override Tensor InverseCore(Tensor y) => (y - Shift) / Scale;

    internal override Tensor LogDeterminantCore(Tensor x) => torch.full_like(x, Math.Log(Math.Abs(Scale)));
}
