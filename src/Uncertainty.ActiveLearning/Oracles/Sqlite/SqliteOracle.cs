using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Asks by a database, which annotators' programs read and answer: questions are put there, and answers waited for.</summary>
/// <remarks>
/// The database is the memory: what was asked before, by a run that was killed, is not asked again, and answers that came since are taken.
/// One store is for one pool.
/// </remarks>
/// <param name="store">Where the questions are; it stays the caller's.</param>
/// <param name="options">Whom to ask and how often to look.</param>
public sealed class SqliteOracle(LabelStore store, SqliteOracleOptions? options = null) : IPostingOracle
{
    private readonly LabelStore _store = Guard.NotNull(store);
    private readonly SqliteOracleOptions _options = options ?? new SqliteOracleOptions();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="queries"/> are none, or ask about an input twice.</exception>
    public void Post(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        OracleQueries.Check(queries);
        HashSet<int> asked = _store.Asked(_options.Annotator);
        List<(OracleQuery, byte[]?)> added = [];
        foreach (OracleQuery query in queries.Where(query => !asked.Contains(query.Index)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            added.Add((query, Content(query)));
        }

        _store.Add(added, _options.Annotator);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="queries"/> are none, or ask about an input twice.</exception>
    /// <exception cref="InvalidDataException">What another program wrote as an answer cannot be a label.</exception>
    public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        OracleQueries.Check(queries);
        return Collect(queries, cancellationToken);
    }

    private IEnumerable<OracleAnswer> Collect(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken)
    {
        Post(queries, cancellationToken);
        HashSet<int> open = [.. queries.Select(query => query.Index)];
        long seen = 0;
        while (true)
        {
            foreach (LabelStore.Entry entry in _store.After(seen))
            {
                seen = entry.Number;
                if ((_options.Annotator is null || entry.Annotator == _options.Annotator) && open.Contains(entry.Index))
                {
                    StoredAnswer answer = _store.Read(entry);
                    open.Remove(entry.Index);
                    yield return new OracleAnswer(answer.Index, answer.Label);
                }
            }

            if (open.Count == 0)
            {
                yield break;
            }

            OracleQueries.Wait(_options.Period, cancellationToken);
        }
    }

    private byte[]? Content(OracleQuery query)
    {
        if (_options.Content is null)
        {
            return null;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using Tensor input = query.Input();
        return _options.Content(input);
    }
}
