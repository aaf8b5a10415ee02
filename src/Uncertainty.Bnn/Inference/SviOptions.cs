using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace Uncertainty.Bnn;

/// <summary>How <see cref="Svi.Train"/> and <see cref="VariationalAutoencoder.Train"/> train.</summary>
public sealed record SviOptions
{
    private readonly int _epochs = 10;
    private readonly double _learningRate = 1e-3;
    private readonly int _annealingSteps;

    /// <summary>Passes over the training batches. Default 10; at least 1.</summary>
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
    /// Batches over which the weight of the divergence rises, in equal steps, to what it is to be: 1/N for a network's weights, β for an
    /// autoencoder's latents. Default 0, it is that from the first batch on; at least 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int AnnealingSteps
    {
        get => _annealingSteps;
        init => _annealingSteps = Guard.AtLeast(value, 0, nameof(AnnealingSteps));
    }

    /// <summary>Seed of the noise, and of what else draws from torch's global generator, such as a shuffle. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Makes the optimizer from all parameters that have a gradient: means, deviations and those of other layers. It is disposed after the
    /// training. Default null, Adam.
    /// </summary>
    public Func<IReadOnlyList<Parameter>, torch.optim.Optimizer>? Optimizer { get; init; }

    /// <summary>
    /// Makes a schedule of the optimizer's learning rate, which is moved on by one after each batch. Default null, the rate stays.
    /// </summary>
    public Func<torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler>? Schedule { get; init; }
}
