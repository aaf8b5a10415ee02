using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>y = ln(1 + exp(k x)) / k, from all numbers to the positive ones.</summary>
public sealed record SoftplusBijector : Bijector
{
    /// <summary>A softplus.</summary>
    /// <param name="sharpness">Sharpness k; finite and greater than 0. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sharpness"/> is not finite and greater than 0.</exception>
    public SoftplusBijector(double sharpness = 1) => Sharpness = Guard.Positive(sharpness);

    /// <summary>Sharpness k.</summary>
    public double Sharpness { get; }

    /// <inheritdoc/>
    public override Interval Domain => Interval.Real;

    /// <inheritdoc/>
    public override Interval Range => Interval.Positive;

    internal override Tensor ForwardCore(Tensor x) => Special.Softplus(x * Sharpness) / Sharpness;

    // ln(exp(ky) − 1) = ky + ln(1 − exp(−ky)), which does not overflow.
    internal override Tensor InverseCore(Tensor y) => y + (Special.LogOneMinusExp(y * Sharpness) / Sharpness);

    internal override Tensor LogDeterminantCore(Tensor x) => -Special.Softplus(x * -Sharpness);
}
