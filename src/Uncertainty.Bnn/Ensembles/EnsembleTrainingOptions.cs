using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>How <see cref="DeepEnsemble.Train"/> trains its members.</summary>
public sealed record EnsembleTrainingOptions
{
    private readonly int _members = 5;
    private readonly int _epochs = 10;
    private readonly double _learningRate = 1e-3;
    private readonly double? _adversarialStep;

    /// <summary>Number of members, which is the number of draws S. Default 5; at least 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int Members
    {
        get => _members;
        init => _members = Guard.AtLeast(value, 2, nameof(Members));
    }

    /// <summary>Passes of each member over the training batches. Default 10; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs
    {
        get => _epochs;
        init => _epochs = Guard.AtLeast(value, 1, nameof(Epochs));
    }

    /// <summary>Learning rate of Adam; without effect where <see cref="Optimizer"/> is given. Default 0.001; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double LearningRate
    {
        get => _learningRate;
        init => _learningRate = Guard.Positive(value, nameof(LearningRate));
    }

    /// <summary>
    /// Seed of everything random. Default 0. Member m's weights, and its noise and shuffling in training, come from children of
    /// (seed, m): they are the same whatever the number of members.
    /// </summary>
    public long Seed { get; init; }

    /// <summary>
    /// Step ε of adversarial training, in the unit of the inputs: each batch x is also learnt as x + ε sign(∂loss/∂x). Default null,
    /// no adversarial training; otherwise greater than 0. Lakshminarayanan et al. take a hundredth of the inputs' range.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double? AdversarialStep
    {
        get => _adversarialStep;
        init => _adversarialStep = value is { } step ? Guard.Positive(step, nameof(AdversarialStep)) : null;
    }

    /// <summary>Makes the optimizer of a member, which is disposed after the member's training. Default null, Adam.</summary>
    public Func<torch.nn.Module<Tensor, Tensor>, torch.optim.Optimizer>? Optimizer { get; init; }
}
