namespace Uncertainty.ActiveLearning;

/// <summary>What a loop has come to.</summary>
/// <param name="Rounds">The rounds, in order.</param>
/// <param name="Labelled">The labelled inputs, in the order in which the labels came.</param>
/// <param name="Abstained">Numbers of the inputs that the oracle could not label.</param>
/// <param name="StopReason">Why the loop ended, in words.</param>
public sealed record ActiveLearningResult(
    IReadOnlyList<ActiveLearningRound> Rounds, IReadOnlyList<LabelledInput> Labelled, IReadOnlyList<int> Abstained, string StopReason);
