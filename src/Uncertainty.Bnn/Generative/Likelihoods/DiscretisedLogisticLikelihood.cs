using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// For pictures of 256 levels, k/255 in [0, 1]: the probability that a logistic distribution gives to the interval of width 1/255 around
/// the level, those of the first and last level reaching to infinity. A probability, not a density: −ln p / ln 2 is a length in bits.
/// </summary>
/// <remarks>
/// Kingma et al., "Improved Variational Inference with Inverse Autoregressive Flow", NeurIPS 2016; Salimans, Karpathy, Chen, Kingma,
/// "PixelCNN++", ICLR 2017, Eq. (1) and (2) with one component; the scale here is for inputs in [0, 1], theirs for [−1, 1]. With
/// a = (x + 1/510 − m)/s and b = (x − 1/510 − m)/s, ln(σ(a) − σ(b)) is ln σ(a) + ln σ(−b) + ln(1 − e^(b − a)), which neither cancels nor
/// underflows.
/// </remarks>
public sealed record DiscretisedLogisticLikelihood : ScaledLikelihood
{
    private const int Last = 255;
    private const double Width = 1.0 / Last;

    // What k/255 is off by, in levels, in single precision: far less than this.
    private const double GridTolerance = 1e-3;

    /// <summary>With a learnt scale that begins at 0.1.</summary>
    public DiscretisedLogisticLikelihood()
        : base(0.1)
    {
    }

    private protected override double DecodedFactor => 1;

    internal override void Check(Tensor inputs, string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor levels = inputs * Last;
        Tensor nearest = levels.round().clamp(0, Last);
        long count = (levels - nearest).abs().gt(GridTolerance).sum().item<long>();
        if (count > 0)
        {
            throw new ArgumentException(
                $"must be levels k/255 with k from 0 to 255 for a discretised logistic likelihood; {count} of {inputs.numel()} values are not.",
                name);
        }
    }

    private protected override ScalarDistribution Of(Tensor location, Tensor scale) => new Logistic(location, scale);

    private protected override Tensor OfEach(ScalarDistribution distribution, Tensor inputs)
    {
        Tensor level = (inputs * Last).round();
        Tensor below = distribution.LogCdf((level + 0.5) * Width).masked_fill(level.eq(Last), 0);
        Tensor above = distribution.LogSurvival((level - 0.5) * Width).masked_fill(level.eq(0), 0);
        Tensor inside = Special.LogOneMinusExp(Width / ((Logistic)distribution).Scale);
        return below + above + inside.masked_fill(level.eq(0).logical_or(level.eq(Last)), 0);
    }

    private protected override Tensor OnSupport(Tensor draw) => (draw.clamp(0, 1) * Last).round() * Width;
}
