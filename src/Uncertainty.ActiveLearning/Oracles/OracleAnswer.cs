namespace Uncertainty.ActiveLearning;

/// <summary>What an oracle says of an input.</summary>
/// <param name="Index">Number of the input in the pool.</param>
/// <param name="Label">Its label; null where the oracle abstains: the input then leaves the pool without a label and is not asked for again.</param>
public sealed record OracleAnswer(int Index, Label? Label);
