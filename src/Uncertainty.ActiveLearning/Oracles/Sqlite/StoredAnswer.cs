namespace Uncertainty.ActiveLearning;

/// <summary>An answer in a <see cref="LabelStore"/>.</summary>
/// <param name="Index">Number of the input in the pool.</param>
/// <param name="Label">Its label; null where the annotator abstained.</param>
/// <param name="Annotator">Who answered.</param>
/// <param name="AnsweredAt">When.</param>
public sealed record StoredAnswer(int Index, Label? Label, string Annotator, DateTimeOffset AnsweredAt);
