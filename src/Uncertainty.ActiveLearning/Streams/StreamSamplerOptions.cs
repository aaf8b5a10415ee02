namespace Uncertainty.ActiveLearning;

/// <summary>What a <see cref="StreamSampler"/> asks for, and how much it may.</summary>
public sealed record StreamSamplerOptions
{
    private readonly StreamRule _rule = StreamRule.RandomisedThreshold;
    private readonly double _budget = 0.1;
    private readonly int? _window;
    private readonly double? _threshold;
    private readonly double _step = 0.01;
    private readonly double _noise = 1;

    /// <summary>How an input is decided on. Default <see cref="StreamRule.RandomisedThreshold"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no rule.</exception>
    public StreamRule Rule
    {
        get => _rule;
        init => _rule = Guard.Named(value, nameof(Rule));
    }

    /// <summary>
    /// Share B of the stream that may be labelled, by every rule. Default 0.1; greater than 0 and at most 1. It is never exceeded: see
    /// <see cref="Window"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1].</exception>
    public double Budget
    {
        get => _budget;
        init => _budget = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Budget), value, "must be greater than 0 and at most 1.");
    }

    /// <summary>
    /// Number of inputs w over which the budget holds: of any w that follow one another at most ⌊B w⌋ are queried. Default null, the stream as a
    /// whole: of the first t inputs at most ⌊B t⌋ are queried, for every t; what is saved in quiet times can then be spent at once later. At
    /// least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Window
    {
        get => _window;
        init => _window = value is { } window ? Guard.AtLeast(window, 1, nameof(Window)) : null;
    }

    /// <summary>
    /// The threshold in the unit of the scores: that of <see cref="StreamRule.FixedThreshold"/>, which must be given, or the first one of a
    /// variable rule, which is greater than 0. Default null: a variable threshold begins with the first score above 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double? Threshold
    {
        get => _threshold;
        init => _threshold = value is { } threshold && !double.IsFinite(threshold)
            ? throw new ArgumentOutOfRangeException(nameof(Threshold), value, "must be finite.")
            : value;
    }

    /// <summary>Share s by which a variable threshold moves. Default 0.01; in (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in (0, 1).</exception>
    public double Step
    {
        get => _step;
        init => _step = Guard.Inside(value, nameof(Step));
    }

    /// <summary>Standard deviation δ of the factor of <see cref="StreamRule.RandomisedThreshold"/>. Default 1; finite and greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Noise
    {
        get => _noise;
        init => _noise = Guard.Positive(value, nameof(Noise));
    }

    /// <summary>Seed of what is random. Default 0. The number that an input gets depends on its place in the stream alone.</summary>
    public long Seed { get; init; }

    /// <summary>Whether the threshold moves.</summary>
    internal bool IsVariable => Rule is StreamRule.VariableThreshold or StreamRule.RandomisedThreshold;

    /// <summary>What single settings cannot see.</summary>
    internal void Check(string name)
    {
        if (Rule == StreamRule.FixedThreshold && Threshold is null)
        {
            throw new ArgumentException("Threshold must be given for a fixed threshold.", name);
        }

        if (IsVariable && Threshold is <= 0)
        {
            throw new ArgumentException($"Threshold must be greater than 0 where it varies, since it is multiplied; got {Threshold}.", name);
        }

        if (Window is { } window && Allowed(window) == 0)
        {
            throw new ArgumentException($"Window must hold at least one query: a share of {Budget} of {window} inputs is none.", name);
        }
    }

    /// <summary>⌊B n⌋, the budget as the decimal number that it was written as.</summary>
    internal long Allowed(long inputs) => (long)Math.Floor((decimal)Budget * inputs);
}
