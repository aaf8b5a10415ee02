namespace Uncertainty.ActiveLearning;

/// <summary>
/// What has happened in a loop so far. A running loop and one that is read from its journal go through the same entries, and so come to the same
/// state.
/// </summary>
internal sealed class LoopState(int inputs, LabelSpace space)
{
    private readonly List<ActiveLearningRound> _rounds = [];
    private readonly List<LabelledInput> _labelled = [];
    private readonly List<int> _abstained = [];
    private readonly List<(int Index, double Score)> _open = [];
    private readonly HashSet<int> _seen = [];

    public IReadOnlyList<ActiveLearningRound> Rounds => _rounds;

    public IReadOnlyList<LabelledInput> Labelled => _labelled;

    public IReadOnlyList<int> Abstained => _abstained;

    /// <summary>What has been asked for and not been answered, with the numbers it was chosen by.</summary>
    public IReadOnlyList<(int Index, double Score)> Open => _open;

    /// <summary>The round that the open questions are of; -1 before anything was asked.</summary>
    public int AskedRound { get; private set; } = -1;

    /// <summary>Predicted classes of the last round, where they are compared.</summary>
    public IReadOnlyList<int>? Predictions { get; private set; }

    /// <summary>Whether the labels that were known before have been noted.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Numbers of the inputs that have neither a label nor been asked for, in order.</summary>
    public int[] Unasked() => [.. Enumerable.Range(0, inputs).Where(index => !_seen.Contains(index))];

    /// <summary>What is wrong with an entry, as the next one; null where nothing is.</summary>
    public string? Problem(JournalEntry entry) => entry switch
    {
        KnownEntry known => HasBegun ? "labels that were known before come after the beginning" : Problem(known.Inputs),
        QueryEntry query => _open.Count > 0 ? "questions come before the last ones were answered"
            : query.Round != _rounds.Count ? $"questions of round {query.Round} come after round {_rounds.Count}"
            : query.Indices.Count != query.Scores.Count ? "there are not as many scores as questions"
            : Problem(query.Indices),
        AnswerEntry answer => _open.All(open => open.Index != answer.Index)
            ? $"input {answer.Index} is answered, which no open question is about"
            : answer.Label is Label label ? Wrong(answer.Index, label) : null,
        RoundEntry round => _open.Count > 0 || round.Round != _rounds.Count + 1 || round.Labels != _labelled.Count
            ? $"round {round.Round} with {round.Labels} labels comes after round {_rounds.Count}, with {_labelled.Count} labels and {_open.Count} open questions"
            : null,
        _ => "it is of no known kind",
    };

    /// <summary>Takes note of an entry that has no problem.</summary>
    public void Apply(JournalEntry entry)
    {
        HasBegun = true;
        switch (entry)
        {
            case KnownEntry known:
                _labelled.AddRange(known.Inputs);
                _seen.UnionWith(known.Inputs.Select(input => input.Index));
                break;
            case QueryEntry query:
                AskedRound = query.Round;
                _open.AddRange(query.Indices.Zip(query.Scores));
                _seen.UnionWith(query.Indices);
                if (_rounds.Count > 0)
                {
                    _rounds[^1] = _rounds[^1] with { Asked = query.Indices, Scores = query.Scores };
                }

                break;
            case AnswerEntry answer:
                _open.RemoveAll(open => open.Index == answer.Index);
                if (answer.Label is Label label)
                {
                    _labelled.Add(new LabelledInput(answer.Index, label));
                }
                else
                {
                    _abstained.Add(answer.Index);
                }

                break;
            case RoundEntry round:
                Predictions = round.Predictions;
                _rounds.Add(new ActiveLearningRound(round.Round, round.Labels, round.Metrics, round.Agreement, [], []));
                break;
        }
    }

    private string? Problem(IReadOnlyList<LabelledInput> known) =>
        Problem([.. known.Select(input => input.Index)]) ?? known.Select(input => Wrong(input.Index, input.Label)).FirstOrDefault(wrong => wrong is not null);

    private string? Problem(IReadOnlyList<int> indices)
    {
        HashSet<int> fresh = [];
        foreach (int index in indices)
        {
            if (index < 0 || index >= inputs)
            {
                return $"input {index} is not in the pool of {inputs}";
            }

            if (_seen.Contains(index) || !fresh.Add(index))
            {
                return $"input {index} comes a second time";
            }
        }

        return null;
    }

    private string? Wrong(int index, Label label) => space.Problem(label) is string problem ? $"the label of input {index} {problem}" : null;
}
