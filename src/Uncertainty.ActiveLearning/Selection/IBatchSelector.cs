namespace Uncertainty.ActiveLearning;

/// <summary>Chooses the inputs that are worth a label most, as a batch.</summary>
public interface IBatchSelector
{
    /// <summary>Chooses; equal candidates go to the lowest number. The same candidates, count and seed give the same choice.</summary>
    /// <param name="candidates">The inputs to choose from; they stay the caller's.</param>
    /// <param name="count">How many to choose; at least 1, and no more than there are.</param>
    /// <param name="seed">Seed of what is random in the choice; a selector in which nothing is does not look at it.</param>
    /// <param name="cancellationToken">Looked at between forward passes and between choices.</param>
    /// <returns>As many different candidates as asked for, in the order of choice.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1, or there are fewer candidates.</exception>
    /// <exception cref="InvalidOperationException">The candidates lack what the selector needs, such as features, or a constraint leaves too few.</exception>
    BatchSelection Choose(CandidateSet candidates, int count, long seed = 0, CancellationToken cancellationToken = default);
}
