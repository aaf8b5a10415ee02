namespace Uncertainty.Evaluation;

/// <summary>One point of a sparsification curve: what remains where the most uncertain inputs are taken away.</summary>
/// <param name="Uncertainty">Highest uncertainty that remains.</param>
/// <param name="Removed">Share of the inputs taken away, in [0, 1).</param>
/// <param name="Error">Mean error of those that remain.</param>
/// <param name="OracleError">Mean error of as many, had those with the greatest errors been taken away.</param>
public readonly record struct SparsificationPoint(double Uncertainty, double Removed, double Error, double OracleError);
