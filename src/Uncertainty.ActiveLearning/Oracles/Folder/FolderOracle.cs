namespace Uncertainty.ActiveLearning;

/// <summary>
/// Asks people by a folder: each input as a file, and CSV files with a column to fill in, which it looks at again and again until all that
/// was asked is answered. See docs/methods/active-learning-oracles.md for the files.
/// </summary>
/// <remarks>
/// The folder is the memory: what was asked before, by a run that was killed, is not asked again, and answers that came since are taken.
/// Files appear whole or not at all, and none is written a second time, so that nothing which people filled in can be lost. One folder is
/// for one pool and one oracle at a time.
/// </remarks>
public sealed class FolderOracle : IPostingOracle
{
    /// <summary>What people write to abstain.</summary>
    internal const string Abstention = "?";

    private readonly LabelSpace _labels;
    private readonly FolderOracleOptions _options;
    private readonly QuestionFolder _folder;
    private readonly Dictionary<string, string> _reported = [];
    private Dictionary<int, string>? _sheetOf;

    /// <summary>Names the folder; it is made when the first question is asked.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="labels">The labels that people can give. <c>?</c>, which they write to abstain, must not be one of them.</param>
    /// <param name="options">How inputs are shown and how often the files are looked at.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty, or <c>?</c> is one of the <paramref name="labels"/>.</exception>
    public FolderOracle(string folder, LabelSpace labels, FolderOracleOptions? options = null)
    {
        if (string.IsNullOrWhiteSpace(Guard.NotNull(folder)))
        {
            throw new ArgumentException("must name a folder; got none.", nameof(folder));
        }

        if (Guard.NotNull(labels).TryParse(Abstention, out Label _))
        {
            throw new ArgumentException($"must not have a label '{Abstention}', which means that there is no answer.", nameof(labels));
        }

        _labels = labels;
        _options = options ?? new FolderOracleOptions();
        _folder = new QuestionFolder(Path.GetFullPath(folder), labels, _options);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="queries"/> are none, or ask about an input twice.</exception>
    /// <exception cref="InvalidDataException">The folder is for other labels, or a file in it cannot be read.</exception>
    /// <exception cref="InvalidOperationException">An input cannot be written by <see cref="FolderOracleOptions.Write"/>.</exception>
    public void Post(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        OracleQueries.Check(queries);
        Dictionary<int, string> sheetOf = _sheetOf ??= Known(cancellationToken);
        OracleQuery[] added = [.. queries.Where(query => !sheetOf.ContainsKey(query.Index))];
        if (added.Length == 0)
        {
            return;
        }

        string sheet = _folder.Add(added, cancellationToken);
        foreach (OracleQuery query in added)
        {
            sheetOf.Add(query.Index, sheet);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="queries"/> are none, or ask about an input twice.</exception>
    /// <exception cref="InvalidDataException">
    /// The folder is for other labels; or what was written in a file cannot be a label, or a row is gone, and nobody is told of it by
    /// <see cref="FolderOracleOptions.Problems"/>. All other answers are handed over first.
    /// </exception>
    /// <exception cref="InvalidOperationException">An input cannot be written by <see cref="FolderOracleOptions.Write"/>.</exception>
    public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
    {
        OracleQueries.Check(queries);
        return Collect(queries, cancellationToken);
    }

    private IEnumerable<OracleAnswer> Collect(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken)
    {
        Post(queries, cancellationToken);
        ILookup<string, int> asked = queries.ToLookup(query => _sheetOf![query.Index], query => query.Index);
        HashSet<int> open = [.. queries.Select(query => query.Index)];
        SheetReader reader = new();
        while (true)
        {
            List<(string Path, string Text)> problems = [];
            foreach (IGrouping<string, int> group in asked.Where(group => group.Any(open.Contains)))
            {
                (QuestionSheet? sheet, string? problem) = reader.Read(group.Key);
                List<string> found = problem is null ? [] : [problem];
                foreach (int index in sheet is null ? [] : group.Where(open.Contains).ToArray())
                {
                    if (Answer(sheet!, index, out string? wrong) is OracleAnswer answer)
                    {
                        open.Remove(index);
                        yield return answer;
                    }
                    else if (wrong is not null)
                    {
                        found.Add(wrong);
                    }
                }

                problems.AddRange(found.Take(1).Select(text => (group.Key, text)));
            }

            problems.ForEach(problem => Complain(problem.Path, problem.Text));
            if (open.Count == 0)
            {
                yield break;
            }

            OracleQueries.Wait(_options.Period, cancellationToken);
        }
    }

    private OracleAnswer? Answer(QuestionSheet sheet, int index, out string? problem)
    {
        problem = null;
        if (!sheet.Rows.TryGetValue(index, out QuestionSheet.Row row))
        {
            problem = $"there is no row for input {index} any more.";
            return null;
        }

        if (row.Label.Length == 0)
        {
            return null;
        }

        if (row.Label == Abstention)
        {
            return new OracleAnswer(index, null);
        }

        if (_labels.TryParse(row.Label, out Label label))
        {
            return new OracleAnswer(index, label);
        }

        problem = $"line {row.Line}: '{row.Label}' is no label of input {index}; there are {_labels.Description}, and '{Abstention}' for no answer.";
        return null;
    }

    private Dictionary<int, string> Known(CancellationToken cancellationToken)
    {
        _folder.Prepare();
        List<string> unread = [.. _folder.Sheets()];
        Dictionary<int, string> known = [];
        SheetReader reader = new();
        while (true)
        {
            foreach (string path in unread.ToArray())
            {
                (QuestionSheet? sheet, string? problem) = reader.Read(path);
                if (sheet is not null)
                {
                    unread.Remove(path);
                    foreach (int index in sheet.Rows.Keys)
                    {
                        known[index] = path;
                    }
                }
                else if (problem is not null)
                {
                    Complain(path, problem);
                }
            }

            if (unread.Count == 0)
            {
                return known;
            }

            OracleQueries.Wait(_options.Period, cancellationToken);
        }
    }

    private void Complain(string path, string problem)
    {
        string text = $"{path}, {problem}";
        if (_options.Problems is null)
        {
            throw new InvalidDataException(text);
        }

        if (_reported.GetValueOrDefault(path) != problem)
        {
            _reported[path] = problem;
            _options.Problems.Report(text);
        }
    }
}
