namespace Uncertainty.ActiveLearning.Tests;

/// <summary>An oracle that says what a function says, and remembers what it was asked.</summary>
internal sealed class SaidOracle(Func<IReadOnlyList<OracleQuery>, IEnumerable<OracleAnswer>> say) : IOracle
{
    public List<int> Asked { get; } = [];

    public static SaidOracle Knowing(long[] truth) =>
        new(queries => queries.Select(query => new OracleAnswer(query.Index, truth[query.Index])));

    public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        Asked.AddRange(queries.Select(query => query.Index));
        return say(queries);
    }
}
