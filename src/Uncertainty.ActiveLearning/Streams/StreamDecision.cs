namespace Uncertainty.ActiveLearning;

/// <summary>What was decided about an input of a stream.</summary>
/// <param name="Index">Place of the input in the stream, from 0.</param>
/// <param name="IsQuery">Whether its label is to be asked for.</param>
/// <param name="Score">How informative it is; not a number by <see cref="StreamRule.Random"/>, for which nothing is scored.</param>
/// <param name="Threshold">
/// What the score was compared with, including the random factor where there is one; not a number where nothing was compared: by
/// <see cref="StreamRule.Random"/>, without budget, and before a threshold begins.
/// </param>
/// <param name="WithinBudget">Whether the budget allowed a query. Where it did not, neither was anything compared nor did a threshold move.</param>
public readonly record struct StreamDecision(long Index, bool IsQuery, double Score, double Threshold, bool WithinBudget);
