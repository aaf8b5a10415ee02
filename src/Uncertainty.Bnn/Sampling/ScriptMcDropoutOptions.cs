namespace Uncertainty.Bnn;

/// <summary>How <see cref="ScriptMcDropout"/> draws.</summary>
public sealed record ScriptMcDropoutOptions : SamplingOptions
{
    private readonly int _draws = 50;

    /// <summary>Number of posterior draws S. Default 50; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>
    /// Seed of the masks. Default 0; draw s of one seed is the same on every run with one <see cref="SamplingOptions.BatchSize"/>.
    /// </summary>
    public long Seed { get; init; }

    /// <summary>
    /// Names of the modules to run in training mode ("classifier.2"; "(network)" is the network itself); all others run in evaluation
    /// mode, also those below them. Default null, all dropout modules that can be found. Name a module where it calls dropout as a
    /// function.
    /// </summary>
    public IReadOnlyList<string>? Layers { get; init; }
}
