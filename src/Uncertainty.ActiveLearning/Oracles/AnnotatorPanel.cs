namespace Uncertainty.ActiveLearning;

/// <summary>
/// Several annotators as one oracle: of the labels they give an input, the one with the most votes. An abstention is no vote. Targets of a
/// regression are the same label only where they are equal.
/// </summary>
/// <remarks>
/// Questions are posted to all annotators who are asked first before the panel waits for one of them, where they can be
/// (<see cref="IPostingOracle"/>): people work side by side. The answers are then taken annotator by annotator. The panel keeps nothing
/// itself; after a restart its annotators answer from what they know.
/// </remarks>
public sealed class AnnotatorPanel : IOracle
{
    private readonly IOracle[] _annotators;
    private readonly int _first;
    private readonly int _voters;
    private readonly int _minimumVotes;

    /// <summary>Takes the annotators.</summary>
    /// <param name="annotators">Who votes, in the order in which they are asked; at least 2, none twice.</param>
    /// <param name="options">How they vote.</param>
    /// <exception cref="ArgumentException"><paramref name="annotators"/> are fewer than 2, or hold a null or one twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="options"/> ask for more annotators or votes than there can be.</exception>
    public AnnotatorPanel(IReadOnlyList<IOracle> annotators, AnnotatorPanelOptions? options = null)
    {
        Guard.NotNull(annotators);
        if (annotators.Count < 2 || annotators.Any(annotator => annotator is null) || annotators.Distinct().Count() < annotators.Count)
        {
            throw new ArgumentException(
                $"must be at least 2 different annotators, none null; got {annotators.Count}.", nameof(annotators));
        }

        options ??= new AnnotatorPanelOptions();
        _first = options.FirstAsked ?? annotators.Count;
        _voters = options.Undecided == UndecidedRule.AskAnother ? annotators.Count : _first;
        _minimumVotes = options.MinimumVotes;
        AtMost(_first, annotators.Count, nameof(options.FirstAsked), "annotators there are");
        AtMost(_minimumVotes, _voters, nameof(options.MinimumVotes), "annotators who can vote");
        _annotators = [.. annotators];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="queries"/> are none, or ask about an input twice.</exception>
    /// <exception cref="InvalidOperationException">An annotator answered what it was not asked, twice, or not at all.</exception>
    public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        OracleQueries.Check(queries);
        return Decide(queries, cancellationToken);
    }

    private static void AtMost(int value, int most, string name, string what)
    {
        if (value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"must be at most {most}, the number of {what}.");
        }
    }

    private IEnumerable<OracleAnswer> Decide(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken)
    {
        foreach (IPostingOracle board in _annotators.Take(_first).OfType<IPostingOracle>())
        {
            board.Post(queries, cancellationToken);
        }

        PanelVotes votes = new(_minimumVotes);
        List<OracleQuery> open = [.. queries];
        for (int annotator = 0; annotator < _voters && open.Count > 0; annotator++)
        {
            foreach (OracleAnswer answer in AnswersOf(annotator, [.. open], cancellationToken))
            {
                votes.Add(answer);
                if (annotator + 1 >= _first && votes.Winner(answer.Index) is Label label)
                {
                    open.RemoveAll(query => query.Index == answer.Index);
                    yield return new OracleAnswer(answer.Index, label);
                }
            }
        }

        foreach (OracleQuery query in open)
        {
            yield return new OracleAnswer(query.Index, null);
        }
    }

    private IEnumerable<OracleAnswer> AnswersOf(int annotator, IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken)
    {
        HashSet<int> open = [.. queries.Select(query => query.Index)];
        foreach (OracleAnswer answer in _annotators[annotator].Ask(queries, cancellationToken))
        {
            if (!open.Remove(answer.Index))
            {
                throw new InvalidOperationException(
                    $"Annotator {annotator} of the panel answered about input {answer.Index}, which it was not asked or has answered before.");
            }

            yield return answer;
        }

        if (open.Count > 0)
        {
            throw new InvalidOperationException(
                $"Annotator {annotator} of the panel gave no answer about {open.Count} of {queries.Count} inputs, such as {open.Min()}.");
        }
    }
}
