namespace Uncertainty.Evaluation;

/// <summary>How <see cref="ConformalClassifier"/> makes prediction sets.</summary>
public sealed record ConformalClassifierOptions
{
    private readonly double _alpha = 0.1;
    private readonly LabelScore _score = LabelScore.LeastAmbiguous;
    private readonly double _penalty = 0.1;
    private readonly int _freeRanks = 1;
    private readonly SetRule _rule = SetRule.WithinThreshold;
    private readonly TieOrder _ties = TieOrder.LowestFirst;
    private readonly OrderStatistic _statistic = OrderStatistic.Exact;

    /// <summary>α, how often a set may miss the true label: coverage is at least 1 - α. Default 0.1; between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Alpha
    {
        get => _alpha;
        init
        {
            Guard.Inside(value, nameof(Alpha));
            _alpha = value;
        }
    }

    /// <summary>Score of a label. Default <see cref="LabelScore.LeastAmbiguous"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no named score.</exception>
    public LabelScore Score
    {
        get => _score;
        init => _score = Guard.Named(value, nameof(Score));
    }

    /// <summary>
    /// Whether the scores of APS and RAPS are randomised: u times the label's own probability is taken off (of equal probabilities that
    /// enter together, u times their sum), u uniform in [0, 1) for each input. Coverage is then exact rather than at least 1 - α, and sure
    /// inputs get small sets. Default false.
    /// </summary>
    public bool Randomised { get; init; }

    /// <summary>
    /// Seed of u. Default 0. The u of an input is a function of the seed and of the input's number, with other numbers for calibration than
    /// for prediction.
    /// </summary>
    public long Seed { get; init; }

    /// <summary>λ of RAPS: what each rank beyond <see cref="FreeRanks"/> adds to the score. Default 0.1; finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Penalty
    {
        get => _penalty;
        init => _penalty = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Penalty), value, "must be finite and at least 0.");
    }

    /// <summary>k_reg of RAPS: how many of the most probable labels are free of the penalty. Default 1; at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int FreeRanks
    {
        get => _freeRanks;
        init => _freeRanks = Guard.AtLeast(value, 0, nameof(FreeRanks));
    }

    /// <summary>
    /// Whether each class has a threshold of its own, from the calibration inputs of that class (Mondrian): coverage is then at least 1 - α
    /// for the inputs of each class, where the marginal guarantee lets rare classes fail. Needs ⌈1/α⌉ - 1 inputs of each; a class with
    /// fewer is in every set. Default false.
    /// </summary>
    public bool ClassConditional { get; init; }

    /// <summary>Which labels are in a set. Default <see cref="SetRule.WithinThreshold"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no named rule.</exception>
    public SetRule Rule
    {
        get => _rule;
        init => _rule = Guard.Named(value, nameof(Rule));
    }

    /// <summary>Order of equal probabilities. Default <see cref="TieOrder.LowestFirst"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no named order.</exception>
    public TieOrder Ties
    {
        get => _ties;
        init => _ties = Guard.Named(value, nameof(Ties));
    }

    /// <summary>Which order statistic is the threshold. Default <see cref="OrderStatistic.Exact"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no named statistic.</exception>
    public OrderStatistic Statistic
    {
        get => _statistic;
        init => _statistic = Guard.Named(value, nameof(Statistic));
    }

    internal bool NeedsUniforms => Randomised && Score != LabelScore.LeastAmbiguous;
}
