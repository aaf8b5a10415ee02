using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Evidence for each class, read as a Dirichlet distribution of the class probabilities: K = C, concentrations α = evidence + 1, α₀ their sum. One
/// network says how noisy a label is and how little it has seen. Zeros stand for equal evidence of 0, ln 2 or 1 by
/// <see cref="Evidence"/>.
/// </summary>
/// <remarks>
/// Sensoy, Kaplan and Kandemir, "Evidential Deep Learning to Quantify Classification Uncertainty", NeurIPS 2018. Evidence far from the data is what the
/// network happens to extrapolate; the divergence only asks for little where labels contradict each other.
/// </remarks>
public sealed class EvidentialClassificationOutput : ClassificationOutput
{
    /// <summary>For C classes.</summary>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="evidence">How raw outputs become evidence.</param>
    /// <param name="risk">Which loss is minimised.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public EvidentialClassificationOutput(
        int classes, EvidenceFunction evidence = EvidenceFunction.Softplus, EvidentialRisk risk = EvidentialRisk.SumOfSquares)
        : base(classes)
    {
        Evidence = Guard.Named(evidence);
        Risk = Guard.Named(risk);
    }

    /// <summary>How raw outputs become evidence.</summary>
    public EvidenceFunction Evidence { get; }

    /// <summary>Which loss is minimised.</summary>
    public EvidentialRisk Risk { get; }

    /// <inheritdoc/>
    public override int Columns => Classes;

    /// <summary>
    /// The risk plus the whole divergence: the loss where training ends, and too strict to begin with. In nats, but for the sum of squares.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor labels) => Loss(raw, labels, 1);

    /// <summary>
    /// The risk plus λ times KL(Dir(α̃) ‖ Dir(1)), α̃ the concentrations with that of the true class set to 1: evidence for wrong classes costs. The
    /// mean over inputs and positions; a scalar with its gradient, the caller's.
    /// </summary>
    /// <param name="raw">[N, C, …] raw outputs of the network.</param>
    /// <param name="labels">[N, …] classes in [0, C), int64.</param>
    /// <param name="divergenceWeight">λ, finite and at least 0; the source raises it as min(1, epoch/10).</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a value is not finite, or a label is out of range.</exception>
    public Tensor Loss(Tensor raw, Tensor labels, double divergenceWeight)
    {
        HeteroscedasticLoss.CheckLabels(labels, CheckRaw(raw).shape);
        Guard.InRange(divergenceWeight, 0, double.MaxValue);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor alpha = Alpha(raw);
        Tensor index = labels.unsqueeze(1);
        Tensor losses = Risks(alpha, index);
        if (divergenceWeight > 0)
        {
            losses += DirichletTerms.DivergenceFromUniform(alpha.scatter(1, index, torch.ones_like(index).to(alpha.dtype))) * divergenceWeight;
        }

        return losses.mean().to_type(raw.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Probabilities α/α₀; aleatoric is the expected entropy under the Dirichlet, ψ(α₀ + 1) - Σ p ψ(α + 1): what is missing to the
    /// entropy of the probabilities is the mutual information, the model's part.
    /// </summary>
    /// <inheritdoc/>
    public override ClassificationReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor alpha = Alpha(raw);
        return new ClassificationReading(
            (alpha / alpha.sum(1, keepdim: true)).to_type(raw.dtype), DirichletTerms.ExpectedEntropy(alpha).to_type(raw.dtype).alias());
    }

    /// <summary>[N, C, …] concentrations α, at least 1. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, C, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Concentration(Tensor raw) => Of(raw, alpha => alpha);

    /// <summary>[N, …] vacuity C/α₀ in (0, 1]: 1 where there is no evidence at all. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, C, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Vacuity(Tensor raw) => Of(raw, alpha => alpha.sum(1).reciprocal() * Classes);

    /// <summary>[N, …] differential entropy of the Dirichlet, in nats; -ln (C - 1)! without evidence, falling as it gathers.</summary>
    /// <param name="raw">[N, C, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor DifferentialEntropy(Tensor raw) => Of(raw, DirichletTerms.Entropy);

    private Tensor Of(Tensor raw, Func<Tensor, Tensor> measure)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return measure(Alpha(raw)).to_type(raw.dtype).MoveToOuterDisposeScope();
    }

    private Tensor Risks(Tensor alpha, Tensor index)
    {
        Tensor total = alpha.sum(1);
        Tensor own = alpha.gather(1, index).squeeze(1);
        if (Risk == EvidentialRisk.SumOfSquares)
        {
            Tensor mean = alpha / total.unsqueeze(1);
            Tensor truth = torch.zeros_like(alpha).scatter(1, index, torch.ones_like(index).to(alpha.dtype));
            return ((truth - mean).square() + (mean * (1 - mean) / (total + 1).unsqueeze(1))).sum(1);
        }

        return Risk == EvidentialRisk.MarginalLikelihood ? total.log() - own.log() : total.digamma() - own.digamma();
    }

    /// <summary>α in double: logarithms of gamma functions are large and nearly equal, and in single precision little of them would be left.</summary>
    private Tensor Alpha(Tensor raw)
    {
        Tensor wide = raw.to_type(torch.ScalarType.Float64);
        Tensor evidence = Evidence switch
        {
            EvidenceFunction.Relu => wide.relu(),
            EvidenceFunction.Exponential => wide.exp(),
            _ => wide.softplus(),
        };
        return evidence + 1;
    }
}
