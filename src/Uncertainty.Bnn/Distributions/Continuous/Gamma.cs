using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Gamma distribution: density βᵅ xᵅ⁻¹ exp(−βx) / Γ(α) for x ≥ 0.</summary>
/// <remarks>
/// <see cref="ScalarDistribution.Cdf"/> and its kin have gradients with respect to the value and the rate; torch has none with respect to
/// the concentration, and refuses the backward pass.
/// </remarks>
public sealed class Gamma : ScalarDistribution, IHasMoments, IHasMode, IHasEntropy
{
    /// <summary>A batch of gamma distributions.</summary>
    /// <param name="concentration">[B…] shape α, greater than 0.</param>
    /// <param name="rate">[B…] rate β, the inverse of the scale, greater than 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Gamma(Tensor concentration, Tensor rate)
        : base([Parameter.Positive(concentration), Parameter.Positive(rate)], out Tensor[] broadcast)
    {
        Concentration = broadcast[0];
        Rate = broadcast[1];
    }

    /// <summary>[B…] shape α. The distribution's own view: not to be disposed.</summary>
    public Tensor Concentration { get; }

    /// <summary>[B…] rate β. The distribution's own view: not to be disposed.</summary>
    public Tensor Rate { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    internal override Interval Support => Interval.Positive;

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => Concentration / Rate);

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => Concentration / Rate.square());

    /// <inheritdoc/>
    /// <remarks>(α − 1)/β; 0 for α ≤ 1.</remarks>
    public Tensor Mode() => Scoped(() => (Concentration - 1).clamp_min(0) / Rate);

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() =>
        Concentration - Rate.log() + Concentration.lgamma() + ((1 - Concentration) * Concentration.digamma()));

    internal override Tensor LogProbabilityCore(Tensor value) => Within(
        value.ge(0),
        value,
        1,
        x => torch.xlogy(Concentration, Rate) + torch.xlogy(Concentration - 1, x) - (Rate * x) - Concentration.lgamma());

    internal override Tensor CdfCore(Tensor value) => torch.igamma(Concentration, Rate * value.clamp_min(0));

    internal override Tensor SurvivalCore(Tensor value) => torch.igammac(Concentration, Rate * value.clamp_min(0));

    internal override Tensor Draw(long[] shape, torch.Generator generator) => Noise.Gamma(Concentration, shape, generator) / Rate;
}
