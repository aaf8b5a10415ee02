using System.Runtime.CompilerServices;

namespace Uncertainty.ActiveLearning;

/// <summary>What the library's oracles expect of the questions they are asked, and how they wait for answers.</summary>
internal static class OracleQueries
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    /// <summary>At least one, none null, each of another input.</summary>
    public static void Check(IReadOnlyList<OracleQuery> queries, [CallerArgumentExpression(nameof(queries))] string name = "")
    {
        Guard.NotNull(queries, name);
        if (queries.Count == 0)
        {
            throw new ArgumentException("must hold at least one query; got none.", name);
        }

        if (queries.Any(query => query is null))
        {
            throw new ArgumentException("must hold no null.", name);
        }

        PoolIndices.Different([.. queries.Select(query => query.Index)], name);
    }

    /// <summary>How long to wait between two looks: more than nothing, a day at most.</summary>
    public static TimeSpan Period(TimeSpan value, string name) => value > TimeSpan.Zero && value <= LongestPeriod
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"must be greater than 0 and at most {LongestPeriod}.");

    /// <summary>Waits; a cancellation ends the wait at once.</summary>
    public static void Wait(TimeSpan period, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne(period);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
