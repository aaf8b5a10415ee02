using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Losses under which a network learns how noisy its targets are, input by input.</summary>
/// <remarks>
/// Kendall and Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017. The log-variance
/// s = ln σ² keeps the variance positive.
/// </remarks>
public static class HeteroscedasticLoss
{
    /// <summary>Gaussian regression, Eq. (8): mean of ½ e^(-s) (y - μ)² + ½ s, in nats and without ½ ln 2π. A scalar.</summary>
    /// <param name="means">[N, D] means μ.</param>
    /// <param name="logVariances">[N, D] log-variances s.</param>
    /// <param name="targets">[N, D] targets y: exactly this shape, nothing is broadcast.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Regression(Tensor means, Tensor logVariances, Tensor targets)
    {
        Guard.MinimumRank(means, 1, "[N, D]");
        SameShape(logVariances, means, nameof(logVariances), nameof(means));
        SameShape(targets, means, nameof(targets), nameof(means));
        using DisposeScope scope = torch.NewDisposeScope();
        return NormalTerms.HalfSquares(targets - means, logVariances).mean().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Classification, Eq. (12): noise on every logit, and the mean over the inputs of -ln of the mean over T noise draws of the
    /// true class's softmax, by log-mean-exp. A scalar, in nats.
    /// </summary>
    /// <remarks>
    /// The mean stands inside the logarithm: with the mean of the T losses instead, more noise is never better (Jensen) and no
    /// variance can be learned.
    /// </remarks>
    /// <param name="logits">[N, C, …] logits f; positions of a map behind.</param>
    /// <param name="logVariances">[N, C, …] log-variances s of the logits.</param>
    /// <param name="labels">[N, …] classes in [0, C), int64.</param>
    /// <param name="noise">[T, N, C, …] standard normal draws, one for each draw, input, class and position.</param>
    /// <exception cref="ArgumentException">The shapes do not match, or a label is out of range.</exception>
    public static Tensor Classification(Tensor logits, Tensor logVariances, Tensor labels, Tensor noise)
    {
        Guard.MinimumRank(logits, 2, "[N, C, …]");
        SameShape(logVariances, logits, nameof(logVariances), nameof(logits));
        Guard.Rank(noise, (int)logits.ndim + 1, "[T, N, C, …]");
        if (!noise.shape.AsSpan(1).SequenceEqual(logits.shape))
        {
            throw new ArgumentException(
                $"must be [T, N, C, …] with [N, C, …] = [{string.Join(", ", logits.shape)}]: noise is shared by nothing; "
                + $"got [{string.Join(", ", noise.shape)}].",
                nameof(noise));
        }

        CheckLabels(labels, logits.shape);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor noisy = NoisyLogits(logits, logVariances, noise).log_softmax(2);
        long[] each = [noise.shape[0], labels.shape[0], 1, .. labels.shape.AsSpan(1)];
        Tensor index = labels.unsqueeze(1).unsqueeze(0).expand(each);
        Tensor logLikelihoods = noisy.gather(2, index).squeeze(2).logsumexp(0) - Math.Log(noise.shape[0]);
        return logLikelihoods.mean().neg().MoveToOuterDisposeScope();
    }

    /// <summary>[T, N, C, …] logits with noise, f + e^(s/2) ε.</summary>
    internal static Tensor NoisyLogits(Tensor logits, Tensor logVariances, Tensor noise)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (logits.unsqueeze(0) + ((logVariances * 0.5).exp().unsqueeze(0) * noise)).MoveToOuterDisposeScope();
    }

    /// <summary>[N, …] classes in [0, C) beside [N, C, …] outputs, or an error.</summary>
    internal static void CheckLabels(Tensor labels, long[] outputs) => CheckLabels(labels, outputs, outputs[1]);

    /// <summary>The same beside [N, K, …] outputs that are not one for each class.</summary>
    internal static void CheckLabels(Tensor labels, long[] outputs, long classes)
    {
        Guard.NotNull(labels);
        long[] expected = [outputs[0], .. outputs.AsSpan(2)];
        if (labels.dtype != torch.ScalarType.Int64 || !labels.shape.AsSpan().SequenceEqual(expected))
        {
            throw new ArgumentException(
                $"must be [{string.Join(", ", expected)}] of Int64, one class for each input; "
                + $"got [{string.Join(", ", labels.shape)}] of {labels.dtype}.",
                nameof(labels));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        long lowest = labels.min().item<long>();
        long highest = labels.max().item<long>();
        if (lowest < 0 || highest >= classes)
        {
            throw new ArgumentException($"must be in range [0, {classes - 1}]; got [{lowest}, {highest}].", nameof(labels));
        }
    }

    private static void SameShape(Tensor value, Tensor expected, string name, string expectedName)
    {
        Guard.NotNull(value, name);
        if (!value.shape.AsSpan().SequenceEqual(expected.shape))
        {
            throw new ArgumentException(
                $"must have the shape of {expectedName}, [{string.Join(", ", expected.shape)}]; "
                + $"got [{string.Join(", ", value.shape)}].",
                name);
        }
    }
}
