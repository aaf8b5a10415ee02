namespace Uncertainty.ActiveLearning;

/// <summary>How an <see cref="ActiveLearningLoop"/> runs.</summary>
public sealed record ActiveLearningOptions
{
    private readonly int _batch = 10;
    private readonly int _initial = 20;
    private readonly IReadOnlyList<int>? _initialIndices;
    private readonly IReadOnlyList<LabelledInput> _labelled = [];
    private readonly int? _budget;
    private readonly int? _candidates;
    private readonly int _inputsAtOnce = 1000;
    private readonly int _stabilityInputs;
    private readonly IReadOnlyList<IStopRule> _stopRules = [];
    private readonly NetworkStart _start;

    /// <summary>Labels asked for in a round. Default 10; at least 1. The last round asks for fewer where the budget or the pool ends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Batch
    {
        get => _batch;
        init => _batch = Guard.AtLeast(value, 1, nameof(Batch));
    }

    /// <summary>
    /// Inputs drawn at random whose labels are asked for before the first round. Default 20; at least 0. Not looked at where
    /// <see cref="InitialIndices"/> or <see cref="Labelled"/> are given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Initial
    {
        get => _initial;
        init => _initial = Guard.AtLeast(value, 0, nameof(Initial));
    }

    /// <summary>Inputs whose labels are asked for before the first round, in place of random ones; null, the default, for random ones.</summary>
    public IReadOnlyList<int>? InitialIndices
    {
        get => _initialIndices;
        init => _initialIndices = value is null ? null : [.. value];
    }

    /// <summary>Inputs of the pool whose labels are known already: the oracle is not asked for them. Default none.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyList<LabelledInput> Labelled
    {
        get => _labelled;
        init => _labelled = [.. Guard.NotNull(value, nameof(Labelled))];
    }

    /// <summary>
    /// Labels at most, the first ones and those known already included; null, the default, for as many as the pool gives. The last batch is cut to it:
    /// a run that is resumed with a larger budget may have other rounds than one that had it from the start.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Budget
    {
        get => _budget;
        init => _budget = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(Budget));
    }

    /// <summary>
    /// Inputs of the pool, drawn at random in each round, that the selector chooses from; null, the default, for all. What cannot be looked
    /// at as a whole is looked at in parts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Candidates
    {
        get => _candidates;
        init => _candidates = value is null ? null : Guard.AtLeast(value.Value, 1, nameof(Candidates));
    }

    /// <summary>Inputs that go through the network together when the pool is looked at. Default 1000; at least 1. No result depends on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int InputsAtOnce
    {
        get => _inputsAtOnce;
        init => _inputsAtOnce = Guard.AtLeast(value, 1, nameof(InputsAtOnce));
    }

    /// <summary>
    /// Inputs of the pool, the same in all rounds, whose predicted classes are compared from round to round
    /// (<see cref="ActiveLearningRound.Agreement"/>). Default 0, for none; a classifier is needed otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int StabilityInputs
    {
        get => _stabilityInputs;
        init => _stabilityInputs = Guard.AtLeast(value, 0, nameof(StabilityInputs));
    }

    /// <summary>What ends the loop before the budget does. Default none.</summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    public IReadOnlyList<IStopRule> StopRules
    {
        get => _stopRules;
        init => _stopRules = Guard.NotNull(value, nameof(StopRules)).Any(rule => rule is null)
            ? throw new ArgumentException("must hold no null.", nameof(StopRules))
            : [.. value];
    }

    /// <summary>Where the training of a round starts. Default <see cref="NetworkStart.Fresh"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the names.</exception>
    public NetworkStart Start
    {
        get => _start;
        init => _start = Guard.Named(value, nameof(Start));
    }

    /// <summary>Seed of all that is random in the loop; each round derives its own. Default 0.</summary>
    public long Seed { get; init; }
}
