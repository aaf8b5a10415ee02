namespace Uncertainty.ActiveLearning;

/// <summary>Whoever knows the labels: a person, a file, an experiment.</summary>
public interface IOracle
{
    /// <summary>
    /// Asks for labels. Answers are handed over as they come, in any order, one for each query; the loop writes each into its journal before
    /// it takes the next. A query that was asked before, by a run that was killed, is answered from what is known of it: an oracle that
    /// keeps answers elsewhere, such as a folder or a database, looks there first, by <see cref="OracleQuery.Index"/>.
    /// </summary>
    /// <param name="queries">What to label; at least one.</param>
    /// <param name="cancellationToken">Looked at while waiting.</param>
    /// <returns>An answer for each query.</returns>
    IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default);
}
