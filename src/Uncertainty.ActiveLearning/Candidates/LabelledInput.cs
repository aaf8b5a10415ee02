namespace Uncertainty.ActiveLearning;

/// <summary>An input of a pool whose label is known.</summary>
/// <param name="Index">Its number in the pool.</param>
/// <param name="Label">Its label.</param>
public readonly record struct LabelledInput(int Index, Label Label);
