namespace Uncertainty.ActiveLearning;

/// <summary>A question in a <see cref="LabelStore"/> that is still open.</summary>
/// <param name="Index">Number of the input in the pool.</param>
/// <param name="Round">The round that asks; 0 for the initial labels.</param>
/// <param name="Score">What the input was chosen by; not a number where it was not chosen by a score.</param>
/// <param name="AskedAt">When it was asked.</param>
public sealed record StoredQuestion(int Index, int Round, double Score, DateTimeOffset AskedAt);
