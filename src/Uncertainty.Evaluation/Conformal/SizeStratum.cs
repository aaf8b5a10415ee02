namespace Uncertainty.Evaluation;

/// <summary>The inputs whose sets are of one size.</summary>
/// <param name="Size">Number of labels in the set; 0 for empty sets.</param>
/// <param name="Count">How many inputs have such a set; at least 1.</param>
/// <param name="Coverage">Share of these whose label is in the set, in [0, 1].</param>
public readonly record struct SizeStratum(int Size, int Count, double Coverage);
