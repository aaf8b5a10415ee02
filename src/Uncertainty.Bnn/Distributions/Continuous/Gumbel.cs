using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Gumbel distribution of maxima: distribution function exp(−exp(−(x − m)/b)).</summary>
public sealed class Gumbel : LocationScaleDistribution, IHasMoments, IHasInverseCdf
{
    // Beyond it exp(-z) is below the last digit of 1 in double, and ln(1 - exp(-exp(-z))) is -z.
    private const double UpperTail = 40;

    /// <summary>A batch of Gumbel distributions.</summary>
    /// <param name="location">[B…] mode m; the mean is m + 0.5772 b.</param>
    /// <param name="scale">[B…] scale b, greater than 0; the variance is b² π²/6.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, not finite, or does not fit the other's type or shape.</exception>
    public Gumbel(Tensor location, Tensor scale)
        : base([Parameter.Real(location), Parameter.Positive(scale)], out _)
    {
    }

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => Location + (Scale * Special.EulerGamma));

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => Scale.square() * (Math.PI * Math.PI / 6));

    /// <inheritdoc/>
    public Tensor InverseCdf(Tensor probability) => InverseCdfFrom(probability, StandardInverseCdf);

    internal override Tensor StandardLogDensity(Tensor z) => -z - (-z).exp();

    internal override Tensor StandardCdf(Tensor z) => (-(-z).exp()).exp();

    internal override Tensor StandardSurvival(Tensor z) => -(-(-z).exp()).expm1();

    internal override Tensor StandardLogCdf(Tensor z) => -(-z).exp();

    internal override Tensor StandardLogSurvival(Tensor z)
    {
        Tensor far = z.gt(UpperTail);
        return torch.where(far, -z, Special.LogOneMinusExp((-z.masked_fill(far, 0)).exp()));
    }

    internal override Tensor StandardEntropy() => Constant(1 + Special.EulerGamma);

    internal override Tensor StandardDraw(long[] shape, torch.Generator generator) =>
        StandardInverseCdf(Noise.Uniform(shape, generator)).to(Type, Device);

    private static Tensor StandardInverseCdf(Tensor probability) => -(-probability.log()).log();
}
