namespace Uncertainty.ActiveLearning;

/// <summary>The batch that a selector chose.</summary>
/// <param name="Positions">Where the chosen ones stand among the candidates, in the order of choice; all different.</param>
/// <param name="Scores">For each the number it was chosen by; the selector says what it is.</param>
public sealed record BatchSelection(IReadOnlyList<int> Positions, IReadOnlyList<double> Scores);
