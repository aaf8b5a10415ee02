using System.Globalization;
using Uncertainty.ActiveLearning;

namespace InterruptedLoop;

/// <summary>
/// An oracle that writes down each question that it has not been asked before, before it thinks about it, and that answers any other from what is
/// written: who is asked twice would stand there twice.
/// </summary>
public sealed class WrittenOracle(string path, IReadOnlyList<long> truth, TimeSpan thinking = default) : IOracle
{
    public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        HashSet<int> known = [.. Questions(path)];
        foreach (OracleQuery query in queries)
        {
            if (known.Add(query.Index))
            {
                File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{query.Index}\n"));
                Thread.Sleep(thinking);
            }

            yield return new OracleAnswer(query.Index, truth[query.Index]);
        }
    }

    /// <summary>The questions in a file, in order.</summary>
    public static int[] Questions(string path) => File.Exists(path)
        ? [.. File.ReadAllLines(path).Select(line => int.Parse(line, CultureInfo.InvariantCulture))]
        : [];
}
