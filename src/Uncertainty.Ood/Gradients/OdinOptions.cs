namespace Uncertainty.Ood;

/// <summary>How <see cref="OdinDetector"/> moves inputs and scores them.</summary>
public sealed record OdinOptions
{
    private readonly double _temperature = 1000;
    private readonly double _step = 0.0014;
    private readonly IReadOnlyList<double>? _inputScale;

    /// <summary>Temperature T of the softmax, in the step and in the score. Default 1000, as in the paper; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Temperature
    {
        get => _temperature;
        init => _temperature = Guard.Positive(value, nameof(Temperature));
    }

    /// <summary>
    /// Step ε by which every value of an input moves, in the unit that values had before they were divided by <see cref="InputScale"/>. Default 0.0014,
    /// the paper's for pixels in [0, 1], a DenseNet and CIFAR-10; at least 0, where 0 leaves inputs where they are. Choose it on inliers, or on
    /// outliers that are not those of the test.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and at least 0.</exception>
    public double Step
    {
        get => _step;
        init => _step = Guard.InRange(value, 0, double.MaxValue, nameof(Step));
    }

    /// <summary>
    /// What inputs were divided by before the network sees them, such as the standard deviations that images were normalised with: one number, or one
    /// for each channel, which is dimension 1. Default null, for 1.
    /// </summary>
    /// <exception cref="ArgumentException">There is no number, or one is not finite and greater than 0.</exception>
    public IReadOnlyList<double>? InputScale
    {
        get => _inputScale;
        init => _inputScale = Ood.InputScale.Check(value, nameof(InputScale));
    }
}
