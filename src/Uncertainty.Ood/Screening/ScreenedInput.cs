namespace Uncertainty.Ood;

/// <summary>What the screening of one input said. Plain numbers, nothing to dispose.</summary>
public sealed record ScreenedInput
{
    /// <summary>Place of the input in its batch or stream, from 0.</summary>
    public required long Index { get; init; }

    /// <summary>Whether it is accepted.</summary>
    public required ScreenVerdict Verdict { get; init; }

    /// <summary>The detector's score, higher is more out-of-distribution; null where it failed.</summary>
    public double? Score { get; init; }

    /// <summary>How rare such a score is among inliers, in (0, 1]: <see cref="OodThreshold.PValue"/>; null where it failed.</summary>
    public double? PValue { get; init; }

    /// <summary>The model's outputs for the input, as it gives them, row-major; empty where it failed.</summary>
    public IReadOnlyList<double> Outputs { get; init; } = [];

    /// <summary>The class with the highest output, the lowest number where several are; null where it failed or the outputs are no row.</summary>
    public int? PredictedClass { get; init; }

    /// <summary>Whether the drift alarm was raised by this input or before it.</summary>
    public bool Drift { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public Exception? Error { get; init; }
}
