namespace Uncertainty.ActiveLearning;

/// <summary>An oracle whose questions lie somewhere, such as in a folder or a database, until somebody answers them.</summary>
public interface IPostingOracle : IOracle
{
    /// <summary>Puts questions where they will be seen, without waiting for answers. One that lies there stays as it is.</summary>
    /// <param name="queries">What to label; at least one, of different inputs.</param>
    /// <param name="cancellationToken">Looked at between questions.</param>
    void Post(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default);
}
