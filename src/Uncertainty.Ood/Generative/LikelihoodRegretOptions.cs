namespace Uncertainty.Ood;

/// <summary>How <see cref="LikelihoodRegretDetector"/> optimises.</summary>
public sealed record LikelihoodRegretOptions
{
    private readonly int _steps = 100;
    private readonly double _learningRate = 0.05;
    private readonly int _draws = 10;

    /// <summary>Steps of Adam. Default 100; at least 1. Each is a pass of the decoder there and back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Steps
    {
        get => _steps;
        init => _steps = Guard.AtLeast(value, 1, nameof(Steps));
    }

    /// <summary>Learning rate of Adam. Default 0.05, for means and logarithms of variances alike; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double LearningRate
    {
        get => _learningRate;
        init => _learningRate = Guard.Positive(value, nameof(LearningRate));
    }

    /// <summary>
    /// Number of latents by which the bound is measured before and after. Default 10; at least 1. Each step draws one of its own: by always the
    /// same few, a posterior would be fitted to them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Seed of the noise. Default 0.</summary>
    public long Seed { get; init; }
}
