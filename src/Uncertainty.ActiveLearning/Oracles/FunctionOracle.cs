namespace Uncertainty.ActiveLearning;

/// <summary>An oracle that is a function, such as a measurement or a call of a service. It is called once for each answer that is taken.</summary>
/// <param name="answer">Gives the label of a query's input; null where it abstains. Its exceptions reach who asked.</param>
public sealed class FunctionOracle(Func<OracleQuery, Label?> answer) : IOracle
{
    private readonly Func<OracleQuery, Label?> _answer = Guard.NotNull(answer);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="queries"/> are none, or ask about an input twice.</exception>
    public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        OracleQueries.Check(queries);
        return Answers(queries, cancellationToken);
    }

    private IEnumerable<OracleAnswer> Answers(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken)
    {
        foreach (OracleQuery query in queries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new OracleAnswer(query.Index, _answer(query));
        }
    }
}
