namespace Uncertainty.ActiveLearning;

/// <summary>What a batch as a whole must keep to, such as no near-duplicates. Holds no state: one constraint serves many choices.</summary>
public interface ISelectionConstraint
{
    /// <summary>Starts a choice.</summary>
    /// <param name="candidates">The inputs that are chosen from.</param>
    /// <param name="count">How many are to be chosen.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>What says, from here on, who may still be chosen.</returns>
    /// <exception cref="InvalidOperationException">The candidates lack what the constraint looks at, such as features.</exception>
    ISelectionCheck Begin(CandidateSet candidates, int count, CancellationToken cancellationToken = default);
}
