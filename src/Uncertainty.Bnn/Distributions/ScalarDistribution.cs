using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>A batch of distributions of single numbers, which have a distribution function: P(X ≤ x).</summary>
public abstract class ScalarDistribution : Distribution
{
    private protected ScalarDistribution(Tensor[] kept, long[] batchShape)
        : base(kept, batchShape, [])
    {
    }

    /// <summary>Broadcasts parameters against each other and keeps them in this order.</summary>
    private protected ScalarDistribution(Parameter[] parameters, out Tensor[] broadcast)
        : this(broadcast = Parameter.Broadcast(parameters), broadcast[0].shape)
    {
    }

    /// <summary>True where values are whole numbers.</summary>
    public virtual bool IsDiscrete => false;

    /// <summary>The density, or the probability where values are discrete; 0 outside the support.</summary>
    /// <param name="value">Values that broadcast with [B…].</param>
    /// <returns>New tensor of the broadcast shape.</returns>
    /// <inheritdoc cref="Distribution.LogProbability" path="/exception"/>
    public Tensor Probability(Tensor value) => Scoped(() => LogProbabilityCore(Checked(value, nameof(value))).exp());

    /// <summary>P(X ≤ x), in [0, 1].</summary>
    /// <inheritdoc cref="Probability"/>
    public Tensor Cdf(Tensor value) => Scoped(() => CdfCore(Checked(value, nameof(value))));

    /// <summary>P(X &gt; x), in [0, 1], without the loss of digits of 1 − P(X ≤ x).</summary>
    /// <inheritdoc cref="Probability"/>
    public Tensor Survival(Tensor value) => Scoped(() => SurvivalCore(Checked(value, nameof(value))));

    /// <summary>ln P(X ≤ x), at most 0.</summary>
    /// <inheritdoc cref="Probability"/>
    public Tensor LogCdf(Tensor value) => Scoped(() => LogCdfCore(Checked(value, nameof(value))));

    /// <summary>ln P(X &gt; x), at most 0.</summary>
    /// <inheritdoc cref="Probability"/>
    public Tensor LogSurvival(Tensor value) => Scoped(() => LogSurvivalCore(Checked(value, nameof(value))));

    /// <summary>Ends of the support of the whole batch.</summary>
    internal abstract Interval Support { get; }

    internal abstract Tensor CdfCore(Tensor value);

    internal abstract Tensor SurvivalCore(Tensor value);

    internal virtual Tensor LogCdfCore(Tensor value) => CdfCore(value).log();

    internal virtual Tensor LogSurvivalCore(Tensor value) => SurvivalCore(value).log();

    /// <summary>
    /// A log-density that is −∞ where <paramref name="inside"/> is false. There the formula gets <paramref name="substitute"/>, a point
    /// of the support, as a value it cannot take would make gradients not-a-number.
    /// </summary>
    private protected static Tensor Within(Tensor inside, Tensor value, double substitute, Func<Tensor, Tensor> logDensity)
    {
        Tensor outside = inside.logical_not();
        return logDensity(value.masked_fill(outside, substitute)).masked_fill(outside, double.NegativeInfinity);
    }

    /// <summary>Checks probabilities and applies the inverse of the distribution function to them.</summary>
    private protected Tensor InverseCdf(Tensor probability, Func<Tensor, Tensor> inverse) => Scoped(() =>
    {
        Tensor given = Checked(probability, nameof(probability));
        (double lowest, double highest) = Parameter.Extremes(given);
        return lowest >= 0 && highest <= 1
            ? inverse(given)
            : throw new ArgumentOutOfRangeException(
                nameof(probability), lowest < 0 ? lowest : highest, "must be in range [0, 1].");
    });
}
