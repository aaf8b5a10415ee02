using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Normal distribution N(μ, σ²): density exp(−½ ((x − μ)/σ)²) / (σ √(2π)).</summary>
public sealed class Normal : LocationScaleDistribution, IHasMoments, IHasInverseCdf
{
    /// <summary>A batch of normal distributions.</summary>
    /// <param name="location">[B…] mean μ.</param>
    /// <param name="scale">[B…] standard deviation σ, greater than 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Normal(Tensor location, Tensor scale)
        : base([Parameter.Real(location), Parameter.Positive(scale)], out _)
    {
    }

    /// <inheritdoc/>
    public Tensor Mean() => Location.clone();

    /// <inheritdoc/>
    public Tensor Variance() => Scale.square();

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdfFrom(probability, torch.special.ndtri);

    internal override Tensor StandardLogDensity(Tensor z) => (z.square() * -0.5) - Special.HalfLogTwoPi;

    internal override Tensor StandardCdf(Tensor z) => Special.NormalCdf(z);

    internal override Tensor StandardSurvival(Tensor z) => Special.NormalCdf(-z);

    internal override Tensor StandardLogCdf(Tensor z) => Special.NormalLogCdf(z);

    internal override Tensor StandardLogSurvival(Tensor z) => Special.NormalLogCdf(-z);

    internal override Tensor StandardEntropy() => Constant(Special.HalfLogTwoPi + 0.5);

    internal override Tensor StandardDraw(long[] shape, torch.Generator generator) => Noise.Normal(shape, generator).to(Type, Device);
}
