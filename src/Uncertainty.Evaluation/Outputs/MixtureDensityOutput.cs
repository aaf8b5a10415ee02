using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// A mixture of M normal distributions, each with independent targets: for what can be here or there. Raw outputs [a | μ | s], K = M (1 + 2 D): M
/// logits of the weights, whose softmax they are, then the D means of each component, then the D log-variances s = ln σ² of each. Zeros stand
/// for M equal components with mean 0 and variance 1, which also learn equally: start from random weights, as layers have them.
/// </summary>
/// <remarks>Bishop, "Mixture Density Networks", Aston University NCRG/94/004, 1994.</remarks>
public sealed class MixtureDensityOutput : DensityOutput
{
    /// <summary>For D targets and M components.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    /// <param name="components">Number of components M; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public MixtureDensityOutput(int targets, int components)
        : base(targets)
    {
        Components = Guard.AtLeast(components, 1);
    }

    /// <summary>Number of components M; at least 1.</summary>
    public int Components { get; }

    /// <inheritdoc/>
    public override int Columns => Components * (1 + (2 * Targets));

    /// <summary>
    /// Mean and variance of the mixture. The variance holds the spread of the components' means: that of a target which may be here or there is
    /// large, however sharp both places are.
    /// </summary>
    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weights = Logits(raw).softmax(1).unsqueeze(2);
        Tensor means = Block(raw, Components, Targets);
        Tensor mean = (weights * means).sum(1);
        Tensor spread = (means - mean.unsqueeze(1)).square();
        return new RegressionReading(mean, (weights * (spread + LogVariances(raw).exp())).sum(1));
    }

    /// <summary>[N, M, …] weights of the components, which sum to 1. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Weights(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return Logits(raw).softmax(1).MoveToOuterDisposeScope();
    }

    /// <summary>[N, M, D, …] means of the components, in the targets' unit. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Means(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return Block(raw, Components, Targets).clone().MoveToOuterDisposeScope();
    }

    /// <summary>[N, M, D, …] variances of the components, in the square of the targets' unit. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Variances(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = torch.NewDisposeScope();
        return LogVariances(raw).exp().MoveToOuterDisposeScope();
    }

    private protected override Tensor LogDensity(Tensor raw, Tensor targets)
    {
        Tensor residuals = targets.unsqueeze(1) - Block(raw, Components, Targets);
        Tensor densities = (NormalTerms.HalfSquares(residuals, LogVariances(raw)) + NormalTerms.HalfLogTwoPi).sum(2).neg();
        return (Logits(raw).log_softmax(1) + densities).logsumexp(1);
    }

    private Tensor Logits(Tensor raw) => raw.narrow(1, 0, Components);

    private Tensor LogVariances(Tensor raw) => Block(raw, Components * (1 + Targets), Targets);

    /// <summary>[N, M, D, …] numbers, one for each component and target.</summary>
    private Tensor Block(Tensor raw, int first, int targets)
    {
        long[] shape = [raw.shape[0], Components, targets, .. raw.shape.AsSpan(2)];
        return raw.narrow(1, first, Components * targets).reshape(shape);
    }
}
