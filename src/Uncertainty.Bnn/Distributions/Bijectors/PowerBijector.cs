using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>y = xᵖ, from the positive numbers to the positive ones.</summary>
public sealed record PowerBijector : Bijector
{
    /// <summary>A power.</summary>
    /// <param name="exponent">Exponent p; finite, not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exponent"/> is 0 or not finite.</exception>
    public PowerBijector(double exponent)
    {
        if (exponent == 0 || !double.IsFinite(exponent))
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "must be finite and not 0.");
        }

        Exponent = exponent;
    }

    /// <summary>Exponent p.</summary>
    public double Exponent { get; }

    /// <inheritdoc/>
    public override Interval Domain => Interval.Positive;

    /// <inheritdoc/>
    public override Interval Range => Interval.Positive;

    /// <inheritdoc/>
    public override bool IsIncreasing => Exponent > 0;

    internal override Tensor ForwardCore(Tensor x) => x.pow(Exponent);

    internal override Tensor InverseCore(Tensor y) => y.pow(1 / Exponent);

    internal override Tensor LogDeterminantCore(Tensor x) => (x.log() * (Exponent - 1)) + Math.Log(Math.Abs(Exponent));
}
