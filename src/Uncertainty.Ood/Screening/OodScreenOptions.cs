namespace Uncertainty.Ood;

/// <summary>How incoming inputs are screened.</summary>
public sealed record OodScreenOptions
{
    private readonly int _batchSize = 1;
    private readonly DriftAlarmOptions _drift = new();

    /// <summary>
    /// How many inputs of a stream are gathered before the model runs. Default 1: an answer for each input before the next is asked for. More
    /// is faster, and makes an input wait for those after it. At least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Guard.AtLeast(value, 1, nameof(BatchSize));
    }

    /// <summary>How rarely the drift alarm may be wrong.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public DriftAlarmOptions Drift
    {
        get => _drift;
        init => _drift = Guard.NotNull(value, nameof(Drift));
    }
}
