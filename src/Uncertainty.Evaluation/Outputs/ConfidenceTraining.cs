using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation;

/// <summary>
/// The training of a <see cref="ConfidenceOutput"/>: what changes from batch to batch. Each call of <see cref="Loss"/> offers the hint to a random half
/// of the inputs and then moves the price λ of hints, so that the confidence loss settles at a budget. One for each training run; not for several
/// threads at once.
/// </summary>
/// <remarks>DeVries and Taylor 2018, Section 2, and their code: λ/1.01 where the confidence loss is below the budget, λ/0.99 otherwise.</remarks>
public sealed class ConfidenceTraining
{
    private readonly long _seed;
    private int _steps;

    /// <summary>A training run that starts at the output's λ.</summary>
    /// <param name="output">What is trained.</param>
    /// <param name="budget">β, the confidence loss in nats that λ is moved to keep; finite and above 0. Default 0.3.</param>
    /// <param name="seed">Seed of which inputs may take the hint. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The budget is out of its range.</exception>
    public ConfidenceTraining(ConfidenceOutput output, double budget = 0.3, long seed = 0)
    {
        Output = Guard.NotNull(output);
        Budget = Guard.Positive(budget);
        Weight = output.Weight;
        _seed = seed;
    }

    /// <summary>What is trained.</summary>
    public ConfidenceOutput Output { get; }

    /// <summary>β, the confidence loss that λ is moved to keep, in nats.</summary>
    public double Budget { get; }

    /// <summary>λ, which the next batch's confidence loss is multiplied by.</summary>
    public double Weight { get; private set; }

    /// <summary>
    /// Loss of one training batch, its mean over inputs and positions, in nats; then λ moves. A scalar with its gradient, the caller's.
    /// </summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <param name="labels">[N, …] classes in [0, C), int64.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a value is not finite, or a label is out of range; λ stays.</exception>
    public Tensor Loss(Tensor raw, Tensor labels)
    {
        Guard.NotNull(labels);
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)Seeds.Derive(_seed, _steps));
        Tensor hints = rand(labels.shape, generator: generator).lt(0.5).to(labels.device);
        Tensor loss = Step(raw, labels, hints);
        _steps++;
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>The same with given hints, [N, …] of Bool.</summary>
    internal Tensor Step(Tensor raw, Tensor labels, Tensor hints)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor task, Tensor confidence) = Output.Losses(raw, labels, hints);
        Tensor loss = task + (confidence * Weight);
        double value = confidence.to_type(ScalarType.Float64).item<double>();
        Weight = Budget > value ? Weight / 1.01 : Weight / 0.99;
        return loss.MoveToOuterDisposeScope();
    }
}
