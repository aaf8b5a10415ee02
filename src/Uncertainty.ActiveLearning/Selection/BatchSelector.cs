namespace Uncertainty.ActiveLearning;

/// <summary>What all selectors of the library have in common: they choose one candidate after another, under constraints.</summary>
public abstract class BatchSelector : IBatchSelector
{
    private readonly IReadOnlyList<ISelectionConstraint> _constraints = [];

    private protected BatchSelector()
    {
    }

    /// <summary>What a batch as a whole must keep to. Default none.</summary>
    /// <exception cref="ArgumentException">One is null.</exception>
    public IReadOnlyList<ISelectionConstraint> Constraints
    {
        get => _constraints;
        init => _constraints = Guard.NotNull(value, nameof(Constraints)).Any(constraint => constraint is null)
            ? throw new ArgumentException("must hold no null.", nameof(Constraints))
            : [.. value];
    }

    /// <inheritdoc/>
    public BatchSelection Choose(CandidateSet candidates, int count, long seed = 0, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(candidates);
        if (count < 1 || count > candidates.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"must be in range [1, {candidates.Count}]: there are {candidates.Count} candidates.");
        }

        GreedyChoice choice = new(count, [.. _constraints.Select(constraint => constraint.Begin(candidates, count, cancellationToken))]);
        Fill(choice, candidates, seed, cancellationToken);
        return choice.Complete();
    }

    /// <summary>What the selector is, in a word or two: what a journal knows it by.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Takes candidates until the choice is full or none is open any more.</summary>
    private protected abstract void Fill(GreedyChoice choice, CandidateSet candidates, long seed, CancellationToken cancellationToken);
}
