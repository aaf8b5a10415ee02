using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Normal targets whose mean and variance are themselves uncertain, by a normal-inverse-gamma distribution: raw outputs [γ | ν | α | β], K = 4 D,
/// with ν = softplus, α = 1 + softplus and β = softplus of theirs. One network says how noisy a target is and how sure it is of its mean. Zeros
/// stand for γ = 0, ν = β = ln 2 and α = 1 + ln 2: variance of the noise 1, of the mean 1/ln 2.
/// </summary>
/// <remarks>
/// Amini et al., "Deep Evidential Regression", NeurIPS 2020, Equations 5, 8 to 10. How large <see cref="RegressionReading.Epistemic"/> becomes depends
/// on λ and on how long the network was trained, not on the number of targets seen: Meinert, Gawlikowski and Lavin, "The Unreasonable
/// Effectiveness of Deep Evidential Regression", AAAI 2023. Compare inputs by it; do not take it for a variance.
/// </remarks>
public sealed class EvidentialRegressionOutput : DensityOutput
{
    /// <summary>For D targets.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    /// <param name="regularisation">λ, which weighs evidence for means that are wrong; finite and at least 0. Default 0.01, as the source's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public EvidentialRegressionOutput(int targets, double regularisation = 0.01)
        : base(targets)
    {
        Regularisation = Guard.InRange(regularisation, 0, double.MaxValue);
    }

    /// <summary>λ, which weighs evidence for means that are wrong; at least 0.</summary>
    public double Regularisation { get; }

    /// <inheritdoc/>
    public override int Columns => 4 * Targets;

    /// <summary>Mean over inputs and targets of -ln p + λ |y - γ| (2 ν + α), in nats.</summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor targets)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor loss = base.Loss(raw, targets);
        Tensor evidence = (Rest(raw, 1) * 2) + Rest(raw, 2) + 1;
        return (loss + (((targets - Block(raw, 0)).abs() * evidence).mean() * Regularisation)).MoveToOuterDisposeScope();
    }

    /// <summary>Mean γ, aleatoric variance β/(α - 1), epistemic variance β/(ν (α - 1)).</summary>
    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor noise = Rest(raw, 3) / Rest(raw, 2);
        return new RegressionReading(Block(raw, 0).alias(), noise, noise / Rest(raw, 1));
    }

    /// <summary>Student's t around γ with 2 α degrees of freedom and squared scale β (1 + ν)/(ν α): mean and variance integrated out.</summary>
    private protected override Tensor LogDensity(Tensor raw, Tensor targets)
    {
        Tensor virtualMeans = Rest(raw, 1);
        Tensor alpha = Rest(raw, 2) + 1;
        Tensor logScales = (Rest(raw, 3).log() + virtualMeans.log1p() - virtualMeans.log() - alpha.log()) * 0.5;
        return StudentTTerms.LogDensity(targets - Block(raw, 0), logScales, alpha * 2).sum(1);
    }

    /// <summary>Softplus of the block that comes at this place: ν, α - 1, β.</summary>
    private Tensor Rest(Tensor raw, int place) => Block(raw, place * Targets).softplus();
}
