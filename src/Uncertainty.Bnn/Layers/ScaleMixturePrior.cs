using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A mixture of two normals around zero, one wide and one narrow: most weights stay close to zero, some may be large. Its divergence has no
/// closed form and is estimated from one sample of the weights, drawn from torch's global generator at each call.
/// </summary>
/// <remarks>
/// Blundell et al., "Weight Uncertainty in Neural Networks", ICML 2015, Eq. (7): p(w) = π N(w; 0, σ₁²) + (1 − π) N(w; 0, σ₂²), and Eq. (2)
/// for the estimate ln q(w) − ln p(w), w from q: unbiased, and now and then negative.
/// </remarks>
public sealed record ScaleMixturePrior : WeightPrior
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    private readonly double _wideShare = 0.5;
    private readonly double _wideDeviation = 1;
    private readonly double _narrowDeviation = Math.Exp(-6);

    /// <summary>Share π of the wide normal. Default 0.5; in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1).</exception>
    public double WideShare
    {
        get => _wideShare;
        init => _wideShare = Guard.Inside(value, nameof(WideShare));
    }

    /// <summary>Standard deviation σ₁ of the wide normal. Default 1; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double WideDeviation
    {
        get => _wideDeviation;
        init => _wideDeviation = Guard.Positive(value, nameof(WideDeviation));
    }

    /// <summary>Standard deviation σ₂ of the narrow normal. Default e⁻⁶ ≈ 0.0025; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double NarrowDeviation
    {
        get => _narrowDeviation;
        init => _narrowDeviation = Guard.Positive(value, nameof(NarrowDeviation));
    }

    /// <inheritdoc/>
    public override bool IsClosedForm => false;

    internal override string Text => $"scale mixture prior of {TensorFile.Exact(WideShare)} with deviation {TensorFile.Exact(WideDeviation)} "
        + $"and the rest with {TensorFile.Exact(NarrowDeviation)}";

    /// <summary>ln p(w) for each weight, in nats.</summary>
    internal Tensor LogDensity(Tensor weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor wide = Component(weights, WideDeviation) + Math.Log(WideShare);
        Tensor narrow = Component(weights, NarrowDeviation) + Math.Log(1 - WideShare);
        return torch.logaddexp(wide, narrow).MoveToOuterDisposeScope();
    }

    internal override Tensor Divergence(Tensor mean, Tensor deviation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor noise = torch.randn_like(mean).detach();
        Tensor own = (-0.5 * noise.square()) - deviation.log() - HalfLogTwoPi;
        return (own - LogDensity(mean + (deviation * noise))).sum().MoveToOuterDisposeScope();
    }

    private static Tensor Component(Tensor weights, double deviation) =>
        (weights / deviation).square() * -0.5 - (Math.Log(deviation) + HalfLogTwoPi);
}
