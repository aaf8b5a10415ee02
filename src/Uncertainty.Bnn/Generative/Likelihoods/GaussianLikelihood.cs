using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// For any numbers: normal around the mean that the decoder gives. The scale is the standard deviation σ; decoded, the decoder gives
/// ln σ².
/// </summary>
/// <remarks>
/// ln p(x | z) = −½ Σ ((x − μ)/σ)² + ln 2πσ², with all its constants: a density, in nats. Kingma, Welling, "Auto-Encoding Variational
/// Bayes", ICLR 2014, Appendix C.2.
/// </remarks>
public sealed record GaussianLikelihood : ScaledLikelihood
{
    /// <summary>With a learnt standard deviation that begins at 1.</summary>
    public GaussianLikelihood()
        : base(1)
    {
    }

    private protected override double DecodedFactor => 0.5;

    internal override void Check(Tensor inputs, string name)
    {
    }

    private protected override ScalarDistribution Of(Tensor location, Tensor scale) => new Normal(location, scale);

    private protected override Tensor OfEach(ScalarDistribution distribution, Tensor inputs) => distribution.LogProbability(inputs);

    private protected override Tensor OnSupport(Tensor draw) => draw;
}
