using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Scores from the logits of one classifier, for all of which higher is more out-of-distribution; literature that has them the other way round
/// is named. They are computed in double precision, in which the softmax of a sure network is not yet 1.
/// </summary>
public static class LogitScores
{
    /// <summary>Minus the largest probability of softmax(f / T), in [-1, -1/C]. Maximum softmax probability, MSP.</summary>
    /// <remarks>
    /// Hendrycks and Gimpel, "A Baseline for Detecting Misclassified and Out-of-Distribution Examples in Neural Networks", ICLR 2017, who
    /// have the sign of the probability.
    /// </remarks>
    /// <param name="logits">[N, C] logits f; finite, C at least 2.</param>
    /// <param name="temperature">Temperature T; greater than 0.</param>
    /// <returns>[N] scores in double precision. A new tensor, the caller's.</returns>
    public static Tensor MaxProbability(Tensor logits, double temperature = 1)
    {
        Guard.Positive(temperature);
        using DisposeScope scope = torch.NewDisposeScope();
        return (Wide(logits) / temperature).softmax(1).amax([1]).neg().MoveToOuterDisposeScope();
    }

    /// <summary>Minus the largest logit.</summary>
    /// <remarks>Hendrycks et al., "Scaling Out-of-Distribution Detection for Real-World Settings", ICML 2022, section 3.</remarks>
    /// <inheritdoc cref="MaxProbability"/>
    public static Tensor MaxLogit(Tensor logits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Wide(logits).amax([1]).neg().MoveToOuterDisposeScope();
    }

    /// <summary>The free energy -T ln Σ exp(f / T).</summary>
    /// <remarks>Liu et al., "Energy-based Out-of-distribution Detection", NeurIPS 2020, Eq. (4).</remarks>
    /// <inheritdoc cref="MaxProbability"/>
    public static Tensor Energy(Tensor logits, double temperature = 1)
    {
        Guard.Positive(temperature);
        using DisposeScope scope = torch.NewDisposeScope();
        return ((Wide(logits) / temperature).logsumexp(1) * -temperature).MoveToOuterDisposeScope();
    }

    /// <summary>Entropy of the softmax, in [0, ln C] nats.</summary>
    /// <inheritdoc cref="MaxProbability"/>
    public static Tensor Entropy(Tensor logits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Shannon.Entropy(Wide(logits).softmax(1), 1).MoveToOuterDisposeScope();
    }

    /// <summary>Generalised entropy Σ p^γ (1 - p)^γ over the M largest probabilities.</summary>
    /// <remarks>
    /// Liu, Lochman, Zach, "GEN: Pushing the Limits of Softmax-Based Out-of-Distribution Detection", CVPR 2023, Eq. (4), who have the sign the
    /// other way round.
    /// </remarks>
    /// <param name="logits">[N, C] logits f; finite, C at least 2.</param>
    /// <param name="gamma">Exponent γ, in (0, 1). Default 0.1, as in the paper.</param>
    /// <param name="classes">How many of the largest probabilities count, M; at least 1, more than C means all. Default 100, as in the paper.</param>
    /// <returns>[N] scores in double precision. A new tensor, the caller's.</returns>
    public static Tensor GeneralisedEntropy(Tensor logits, double gamma = 0.1, int classes = 100)
    {
        Guard.Inside(gamma);
        Guard.AtLeast(classes, 1);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor probabilities = Wide(logits).softmax(1);
        (Tensor largest, _) = probabilities.topk((int)Math.Min(classes, probabilities.shape[1]), 1);
        return (largest.pow(gamma) * (1 - largest).pow(gamma)).sum(1).MoveToOuterDisposeScope();
    }

    internal static Tensor Wide(Tensor logits)
    {
        Guard.Rank(logits, 2, "[N, C]");
        Guard.Finite(logits);
        return logits.shape[1] >= 2
            ? logits.detach().to_type(torch.ScalarType.Float64)
            : throw new ArgumentException($"must be [N, C] with at least 2 classes; got [{string.Join(", ", logits.shape)}].", nameof(logits));
    }
}
