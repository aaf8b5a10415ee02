using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// Kullback–Leibler divergences and cross entropies in nats, in closed form. docs/methods/distributions.md lists the pairs that are
/// known.
/// </summary>
public static class KullbackLeibler
{
    /// <summary>
    /// KL(q ‖ p) = E_q[ln q − ln p], at least 0; 0 only where both are the same. Infinite where q has values that p has not.
    /// </summary>
    /// <param name="q">[B…] distributions over which the mean is taken: in variational inference the posterior.</param>
    /// <param name="p">Distributions to compare with, of a batch shape that broadcasts with that of q: the prior.</param>
    /// <returns>New tensor of the broadcast batch shape.</returns>
    /// <exception cref="ArgumentException">
    /// No closed form is known for the two families; or their types, batch shapes or event shapes do not fit.
    /// </exception>
    public static Tensor Divergence(Distribution q, Distribution p)
    {
        RequireFitting(q, p);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor divergence = SameFamily.Divergence(q, p) ?? OtherFamily.Divergence(q, p) ?? throw new ArgumentException(
            $"KL({q.Family} ‖ {p.Family}) is not known in closed form; an estimate is the mean of "
            + "q.LogProbability(x) − p.LogProbability(x) over draws x of q.",
            nameof(p));
        return divergence.expand(Shapes.Broadcast(q.Batch, p.Batch)!).clone().MoveToOuterDisposeScope();
    }

    /// <summary>H(q, p) = −E_q[ln p] = H(q) + KL(q ‖ p).</summary>
    /// <param name="q">[B…] distributions over which the mean is taken; their entropy must be known.</param>
    /// <param name="p">Distributions whose logarithm is averaged, of a batch shape that broadcasts with that of q.</param>
    /// <returns>New tensor of the broadcast batch shape.</returns>
    /// <exception cref="ArgumentException">
    /// The entropy of <paramref name="q"/> or the divergence is not known in closed form; or types or shapes do not fit.
    /// </exception>
    public static Tensor CrossEntropy(Distribution q, Distribution p)
    {
        RequireFitting(q, p);
        IHasEntropy known = q as IHasEntropy
            ?? throw new ArgumentException($"must have a known entropy; that of {q.Family} is not.", nameof(q));
        using DisposeScope scope = torch.NewDisposeScope();
        return (known.Entropy() + Divergence(q, p)).MoveToOuterDisposeScope();
    }

    private static void RequireFitting(Distribution q, Distribution p)
    {
        Guard.NotNull(q);
        Guard.NotNull(p);
        if (q.Type != p.Type)
        {
            throw new ArgumentException($"must be of the type of q, {q.Type}; got {p.Type}.", nameof(p));
        }

        if (!q.Event.SequenceEqual(p.Event))
        {
            throw new ArgumentException(
                $"must have values of the shape of q's, {Shapes.Text(q.Event)}; {p.Family} has {Shapes.Text(p.Event)}.", nameof(p));
        }

        if (Shapes.Broadcast(q.Batch, p.Batch) is null)
        {
            throw new ArgumentException(
                $"must have a batch shape that broadcasts with q's {Shapes.Text(q.Batch)}; got {Shapes.Text(p.Batch)}.", nameof(p));
        }
    }
}
