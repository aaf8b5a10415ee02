using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The log-uniform prior p(|w|) ∝ 1 / |w| over each weight, which holds all scales alike: weights that the data do not ask for lose their
/// signal in their noise, α = σ² / μ² grows, and they can be left out. Improper: it cannot be normalised, so that the divergence is known
/// but for a constant, here such that it falls to 0 as α grows, and the bound is none of the evidence.
/// </summary>
/// <remarks>
/// Kingma, Salimans, Welling, "Variational Dropout and the Local Reparameterization Trick", NeurIPS 2015, Section 3.3; the approximation is
/// that of Molchanov, Ashukha, Vetrov, "Variational Dropout Sparsifies Deep Neural Networks", ICML 2017, Eq. (14), off by less than 0.0095
/// nats for every α (most at ln α = −3.5). What the improper prior costs: Hron, Matthews, Ghahramani, "Variational Bayesian Dropout: Pitfalls and Fixes", ICML 2018.
/// </remarks>
public sealed record LogUniformPrior : WeightPrior
{
    private const double K1 = 0.63576;
    private const double K2 = 1.87320;
    private const double K3 = 1.48695;

    // Beside the square of a mean: ln 0 has no derivative, and weights as small as its root are none.
    private const double Least = 1e-16;

    /// <summary>True: no sample is drawn. The value is an approximation, off by less than 0.0095 nats for each weight.</summary>
    public override bool IsClosedForm => true;

    internal override string Text => "log-uniform prior";

    /// <summary>Σ KL(N(μ, α μ²) ‖ log-uniform) over all elements of ln α, in nats; of the current scope, with its gradient.</summary>
    internal static Tensor Divergence(Tensor logAlpha)
    {
        // The paper's k₁ − k₁ sigmoid(k₂ + k₃ ln α) + ½ ln(1 + 1/α), in forms that neither overflow nor cancel.
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor step = ((logAlpha * -K3) - K2).sigmoid() * K1;
        return (step + ((-logAlpha).softplus() * 0.5)).sum().MoveToOuterDisposeScope();
    }

    internal override Tensor Divergence(Tensor mean, Tensor deviation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Divergence((deviation.log() * 2) - (mean.square() + Least).log()).MoveToOuterDisposeScope();
    }
}
