using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Logistic distribution: distribution function 1 / (1 + exp(−(x − m)/s)).</summary>
public sealed class Logistic : LocationScaleDistribution, IHasMoments, IHasInverseCdf
{
    /// <summary>A batch of logistic distributions.</summary>
    /// <param name="location">[B…] mean and median m.</param>
    /// <param name="scale">[B…] scale s, greater than 0; the variance is s² π²/3.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Logistic(Tensor location, Tensor scale)
        : base([Parameter.Real(location), Parameter.Positive(scale)], out _)
    {
    }

    /// <inheritdoc/>
    public Tensor Mean() => Location.clone();

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => Scale.square() * (Math.PI * Math.PI / 3));

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdfFrom(probability, StandardInverseCdf);

    internal override Tensor StandardLogDensity(Tensor z) => -z - (Special.Softplus(-z) * 2);

    internal override Tensor StandardCdf(Tensor z) => z.sigmoid();

    internal override Tensor StandardSurvival(Tensor z) => (-z).sigmoid();

    internal override Tensor StandardLogCdf(Tensor z) => -Special.Softplus(-z);

    internal override Tensor StandardLogSurvival(Tensor z) => -Special.Softplus(z);

    internal override Tensor StandardEntropy() => Constant(2);

    internal override Tensor StandardDraw(long[] shape, torch.Generator generator) =>
        StandardInverseCdf(Noise.Uniform(shape, generator)).to(Type, Device);

    private static Tensor StandardInverseCdf(Tensor probability) => probability.log() - (-probability).log1p();
}
