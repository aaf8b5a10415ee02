namespace Uncertainty.ActiveLearning;

/// <summary>Says when there is nothing more to be gained. Looks at the rounds alone, so that it says the same when a run is resumed.</summary>
public interface IStopRule
{
    /// <summary>Why the loop should end after the last of these rounds; null where it should go on.</summary>
    /// <param name="rounds">The rounds so far, at least one; the last has not asked yet.</param>
    /// <exception cref="InvalidOperationException">A round lacks what the rule looks at.</exception>
    string? Reason(IReadOnlyList<ActiveLearningRound> rounds);
}
