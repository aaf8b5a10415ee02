using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Bernoulli distribution: 1 with probability p, else 0.</summary>
public sealed class Bernoulli : DiscreteDistribution, IHasMoments, IHasMode, IHasEntropy
{
    private readonly Tensor _complements;

    private Bernoulli(Tensor probabilities, Tensor complements, Tensor logProbabilities, Tensor logComplements)
        : base([probabilities, complements, logProbabilities, logComplements], probabilities.shape)
    {
        Probabilities = probabilities;
        _complements = complements;
        LogProbabilities = logProbabilities;
        LogComplements = logComplements;
    }

    /// <summary>[B…] probabilities p of 1. The distribution's own: not to be disposed.</summary>
    public Tensor Probabilities { get; }

    internal Tensor LogProbabilities { get; }

    internal Tensor LogComplements { get; }

    internal override Interval Support => Interval.Unit;

    /// <summary>A batch given by the probabilities of 1.</summary>
    /// <param name="probabilities">[B…] probabilities in [0, 1].</param>
    /// <exception cref="ArgumentException">A probability is not in [0, 1].</exception>
    public static Bernoulli FromProbabilities(Tensor probabilities)
    {
        Tensor p = Parameter.Probability(probabilities).Value;
        using DisposeScope scope = torch.NewDisposeScope();
        return new Bernoulli(p.alias(), 1 - p, p.log(), (-p).log1p());
    }

    /// <summary>A batch given by logits, ln(p / (1 − p)): no digits are lost where p is next to 0 or 1.</summary>
    /// <param name="logits">[B…] finite logits.</param>
    /// <exception cref="ArgumentException">A logit is not finite.</exception>
    public static Bernoulli FromLogits(Tensor logits)
    {
        Tensor l = Parameter.Real(logits).Value;
        using DisposeScope scope = torch.NewDisposeScope();
        return new Bernoulli(l.sigmoid(), (-l).sigmoid(), -Special.Softplus(-l), -Special.Softplus(l));
    }

    /// <inheritdoc/>
    public Tensor Mean() => Probabilities.clone();

    /// <inheritdoc/>
    public Tensor Variance() => Probabilities * _complements;

    /// <inheritdoc/>
    public Tensor Mode() => Scoped(() => Probabilities.gt(0.5).to_type(Type));

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() =>
        Special.EntropyTerm(Probabilities, LogProbabilities) + Special.EntropyTerm(_complements, LogComplements));

    internal override Tensor LogProbabilityCore(Tensor value)
    {
        Tensor one = value.eq(1);
        Tensor known = one.logical_or(value.eq(0));
        return torch.where(one, LogProbabilities, LogComplements).masked_fill(known.logical_not(), double.NegativeInfinity);
    }

    internal override Tensor CdfCore(Tensor value) =>
        torch.where(value.ge(1), torch.ones_like(_complements), _complements).masked_fill(value.lt(0), 0);

    internal override Tensor SurvivalCore(Tensor value) =>
        torch.where(value.lt(0), torch.ones_like(Probabilities), Probabilities).masked_fill(value.ge(1), 0);

    internal override Tensor Draw(long[] shape, torch.Generator generator) =>
        Noise.Uniform(shape, generator).to(Device).lt(Probabilities).to_type(Type);

    internal Tensor DivergenceFrom(Bernoulli p) =>
        Special.WeightedLogRatio(Probabilities, LogProbabilities, p.LogProbabilities)
        + Special.WeightedLogRatio(_complements, LogComplements, p.LogComplements);
}
