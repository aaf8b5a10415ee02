namespace UciRegression.BatchNormGrid;

/// <summary>Noise precisions τ among which the best is looked for, in one over the square of the target's unit.</summary>
internal readonly record struct PrecisionRange(double Low, double High);
