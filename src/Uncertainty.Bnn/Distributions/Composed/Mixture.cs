using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// Mixture of K distributions of one family: density Σₖ wₖ pₖ(x). The components are the last dimension of a batch [B…, K].
/// </summary>
/// <remarks>
/// The mixture uses the components where they are: they stay the caller's, and must live as long. The components are chosen at random, so
/// draws carry no gradient. Neither the entropy nor a divergence has a closed form.
/// </remarks>
public sealed class Mixture : ScalarDistribution, IHasMoments
{
    private readonly ScalarDistribution _components;
    private readonly IHasMoments _moments;

    private Mixture(Tensor weights, ScalarDistribution components, IHasMoments moments)
        : base([weights], weights.shape[..^1])
    {
        Weights = weights;
        _components = components;
        _moments = moments;
    }

    /// <summary>[B…, K] weights of the components. The distribution's own view: not to be disposed.</summary>
    public Tensor Weights { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => false;

    /// <inheritdoc/>
    public override bool IsDiscrete => _components.IsDiscrete;

    internal override Interval Support => _components.Support;

    /// <summary>A mixture.</summary>
    /// <param name="weights">
    /// […, K] probabilities of the components, at least 0 with sum 1 over K; of a shape that broadcasts to [B…, K].
    /// </param>
    /// <param name="components">[B…, K] distributions.</param>
    /// <typeparam name="T">Their family, which must have a mean and a variance.</typeparam>
    /// <exception cref="ArgumentException">The weights are no distribution, or do not fit the components' type or shape.</exception>
    public static Mixture Of<T>(Tensor weights, T components)
        where T : ScalarDistribution, IHasMoments
    {
        Guard.NotNull(components);
        Parameter.Real(weights);
        Guard.MinimumRank(weights, 1, "[…, K]");
        if (weights.dtype != components.Type)
        {
            throw new ArgumentException($"must be of the components' type, {components.Type}; got {weights.dtype}.", nameof(weights));
        }

        long[] shape = components.Batch;
        if (shape.Length == 0 || weights.shape[^1] != shape[^1] || Shapes.Broadcast(weights.shape, shape)?.SequenceEqual(shape) != true)
        {
            throw new ArgumentException(
                $"must have a shape that broadcasts to the components' [B…, K], {Shapes.Text(shape)}; got {Shapes.Text(weights.shape)}.",
                nameof(weights));
        }

        Guard.Distribution(weights, -1);
        using DisposeScope scope = torch.NewDisposeScope();
        return new Mixture(weights.expand(shape), components, components);
    }

    /// <inheritdoc/>
    public Tensor Mean() => Scoped(() => (Weights * _moments.Mean()).sum(-1));

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() =>
    {
        Tensor means = _moments.Mean();
        Tensor mean = (Weights * means).sum(-1, keepdim: true);
        return (Weights * (_moments.Variance() + (means - mean).square())).sum(-1);
    });

    internal override Tensor LogProbabilityCore(Tensor value) =>
        (Weights.log() + _components.LogProbabilityCore(value.unsqueeze(-1))).logsumexp(-1);

    internal override Tensor CdfCore(Tensor value) => (Weights * _components.CdfCore(value.unsqueeze(-1))).sum(-1);

    internal override Tensor SurvivalCore(Tensor value) => (Weights * _components.SurvivalCore(value.unsqueeze(-1))).sum(-1);

    internal override Tensor Draw(long[] shape, torch.Generator generator)
    {
        long components = Weights.shape[^1];
        long[] whole = [.. shape, components];
        long count = shape.Aggregate(1L, (product, length) => product * length);
        Tensor rows = Weights.detach().expand(whole).reshape(count, components).cpu();
        Tensor chosen = torch.multinomial(rows, 1, replacement: true, generator: generator).reshape([.. shape, 1]).to(Device);
        return _components.Draw(whole, generator).gather(-1, chosen).squeeze(-1);
    }
}
