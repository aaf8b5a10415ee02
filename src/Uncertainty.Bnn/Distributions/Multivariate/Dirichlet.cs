using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Dirichlet distribution over vectors x of K probabilities: density Π xₖ^(αₖ − 1) / B(α).</summary>
public sealed class Dirichlet : Distribution, IHasMoments, IHasMode, IHasEntropy
{
    /// <summary>A batch of Dirichlet distributions.</summary>
    /// <param name="concentration">[B…, K] concentrations α, greater than 0; K at least 2.</param>
    /// <exception cref="ArgumentException">The parameter is out of range, not finite, or has no two classes.</exception>
    public Dirichlet(Tensor concentration)
        : this(Kept(concentration), concentration.shape)
    {
    }

    private Dirichlet(Tensor concentration, long[] shape)
        : base([concentration], shape[..^1], shape[^1..]) => Concentration = concentration;

    /// <summary>[B…, K] concentrations α. The distribution's own view: not to be disposed.</summary>
    public Tensor Concentration { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => Concentration / Total(keepdim: true));

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() =>
    {
        Tensor total = Total(keepdim: true);
        return Concentration * (total - Concentration) / (total.square() * (total + 1));
    });

    /// <inheritdoc/>
    /// <remarks>(αₖ − 1)/(Σα − K) where all α are greater than 1; not-a-number else.</remarks>
    public Tensor Mode() => Scoped(() =>
    {
        Tensor known = Concentration.gt(1).all(-1, keepdim: true);
        return ((Concentration - 1) / (Total(keepdim: true) - Concentration.shape[^1])).masked_fill(known.logical_not(), double.NaN);
    });

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() =>
    {
        Tensor total = Total();
        return LogNormaliser() + ((total - Concentration.shape[^1]) * total.digamma())
            - ((Concentration - 1) * Concentration.digamma()).sum(-1);
    });

    /// <exception cref="ArgumentException">A vector does not hold probabilities.</exception>
    internal override Tensor LogProbabilityCore(Tensor value)
    {
        Guard.Distribution(value, -1);
        return torch.xlogy(Concentration - 1, value).sum(-1) - LogNormaliser();
    }

    internal override Tensor Draw(long[] shape, torch.Generator generator) => Noise.Dirichlet(Concentration, shape, generator);

    internal Tensor DivergenceFrom(Dirichlet p) =>
        p.LogNormaliser() - LogNormaliser()
        + ((Concentration - p.Concentration) * (Concentration.digamma() - Total(keepdim: true).digamma())).sum(-1);

    private static Tensor Kept(Tensor concentration)
    {
        Parameter.Positive(concentration);
        return concentration.ndim > 0 && concentration.shape[^1] > 1
            ? concentration.alias()
            : throw new ArgumentException(
                $"must have shape […, K] with K at least 2; got {Shapes.Text(concentration.shape)}.", nameof(concentration));
    }

    private Tensor Total(bool keepdim = false) => Concentration.sum(-1, keepdim: keepdim);

    /// <summary>[B…] ln B(α).</summary>
    private Tensor LogNormaliser() => Concentration.lgamma().sum(-1) - Total().lgamma();
}
