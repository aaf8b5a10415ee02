using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Laplace distribution: density exp(−|x − m|/b) / (2b).</summary>
public sealed class Laplace : LocationScaleDistribution, IHasMoments, IHasInverseCdf
{
    /// <summary>A batch of Laplace distributions.</summary>
    /// <param name="location">[B…] mean and median m.</param>
    /// <param name="scale">[B…] scale b, greater than 0; the standard deviation is √2 b.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Laplace(Tensor location, Tensor scale)
        : base([Parameter.Real(location), Parameter.Positive(scale)], out _)
    {
    }

    /// <inheritdoc/>
    public Tensor Mean() => Location.clone();

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => Scale.square() * 2);

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdfFrom(probability, StandardInverseCdf);

    internal override Tensor StandardLogDensity(Tensor z) => -z.abs() - Math.Log(2);

    internal override Tensor StandardCdf(Tensor z)
    {
        Tensor tail = (-z.abs()).exp() * 0.5;
        return torch.where(z.lt(0), tail, 1 - tail);
    }

    internal override Tensor StandardSurvival(Tensor z) => StandardCdf(-z);

    internal override Tensor StandardLogCdf(Tensor z)
    {
        Tensor distance = -z.abs();
        return torch.where(z.lt(0), distance - Math.Log(2), (distance.exp() * -0.5).log1p());
    }

    internal override Tensor StandardLogSurvival(Tensor z) => StandardLogCdf(-z);

    internal override Tensor StandardEntropy() => Constant(1 + Math.Log(2));

    internal override Tensor StandardDraw(long[] shape, torch.Generator generator) =>
        StandardInverseCdf(Noise.Uniform(shape, generator)).to(Type, Device);

    private static Tensor StandardInverseCdf(Tensor probability)
    {
        Tensor lower = probability.lt(0.5);
        Tensor tail = torch.where(lower, probability, 1 - probability) * 2;
        return torch.where(lower, tail.log(), -tail.log());
    }
}
