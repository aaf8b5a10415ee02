namespace Uncertainty.Evaluation;

/// <summary>How an aleatoric head is trained and read.</summary>
public sealed record AleatoricHeadOptions
{
    private readonly int _epochs = 10;
    private readonly double _learningRate = 1e-2;
    private readonly int _noiseDraws = 50;

    /// <summary>Passes over the training batches, beside one before the training. Default 10; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs
    {
        get => _epochs;
        init => _epochs = Guard.AtLeast(value, 1, nameof(Epochs));
    }

    /// <summary>Learning rate that Adam begins with; it falls in a line to 0 at the end. Default 0.01; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double LearningRate
    {
        get => _learningRate;
        init => _learningRate = Guard.Positive(value, nameof(LearningRate));
    }

    /// <summary>
    /// Draws T of the logits' noise, in training and in use; classification only. Default 50; at least 1. In training all of them are kept at once, T
    /// times the logits of a batch; in use they are folded.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int NoiseDraws
    {
        get => _noiseDraws;
        init => _noiseDraws = Guard.AtLeast(value, 1, nameof(NoiseDraws));
    }

    /// <summary>Seed of the noise. Default 0.</summary>
    public long Seed { get; init; }
}
