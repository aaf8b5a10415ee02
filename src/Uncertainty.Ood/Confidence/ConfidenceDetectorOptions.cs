namespace Uncertainty.Ood;

/// <summary>Whether <see cref="ConfidenceDetector"/> moves inputs before it reads their confidence.</summary>
public sealed record ConfidenceDetectorOptions
{
    private readonly double _step;
    private readonly IReadOnlyList<double>? _inputScale;

    /// <summary>
    /// Step ε by which every value of an input moves towards more confidence, in the unit that values had before they were divided by
    /// <see cref="InputScale"/>. Default 0: inputs stay, and one forward pass is enough. The paper's is 0.001, for images.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and at least 0.</exception>
    public double Step
    {
        get => _step;
        init => _step = Guard.InRange(value, 0, double.MaxValue, nameof(Step));
    }

    /// <inheritdoc cref="OdinOptions.InputScale"/>
    public IReadOnlyList<double>? InputScale
    {
        get => _inputScale;
        init => _inputScale = Ood.InputScale.Check(value, nameof(InputScale));
    }
}
