namespace Uncertainty.ActiveLearning;

/// <summary>One line of a journal after its first.</summary>
internal abstract record JournalEntry;

/// <summary>Labels that were known before the loop began.</summary>
internal sealed record KnownEntry(IReadOnlyList<LabelledInput> Inputs) : JournalEntry;

/// <summary>A network was trained and measured.</summary>
internal sealed record RoundEntry(
    int Round, int Labels, IReadOnlyDictionary<string, double> Metrics, double? Agreement, IReadOnlyList<int>? Predictions) : JournalEntry;

/// <summary>Inputs are about to be asked for.</summary>
internal sealed record QueryEntry(int Round, IReadOnlyList<int> Indices, IReadOnlyList<double> Scores) : JournalEntry;

/// <summary>The oracle answered; no label where it abstained.</summary>
internal sealed record AnswerEntry(int Index, Label? Label) : JournalEntry;
