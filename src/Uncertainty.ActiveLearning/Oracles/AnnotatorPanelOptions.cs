namespace Uncertainty.ActiveLearning;

/// <summary>How an <see cref="AnnotatorPanel"/> votes.</summary>
public sealed record AnnotatorPanelOptions
{
    private readonly int? _firstAsked;
    private readonly int _minimumVotes = 1;
    private readonly UndecidedRule _undecided = UndecidedRule.Abstain;

    /// <summary>How many annotators are asked about every input, in their order. Default null: all. At least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? FirstAsked
    {
        get => _firstAsked;
        init => _firstAsked = value is int number ? Guard.AtLeast(number, 1, nameof(FirstAsked)) : null;
    }

    /// <summary>How many votes the label with the most needs. Default 1; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MinimumVotes
    {
        get => _minimumVotes;
        init => _minimumVotes = Guard.AtLeast(value, 1, nameof(MinimumVotes));
    }

    /// <summary>
    /// What is done where no label has more votes than any other, or too few, or everybody abstained. Default
    /// <see cref="UndecidedRule.Abstain"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rule.</exception>
    public UndecidedRule Undecided
    {
        get => _undecided;
        init => _undecided = Guard.Named(value, nameof(Undecided));
    }
}
