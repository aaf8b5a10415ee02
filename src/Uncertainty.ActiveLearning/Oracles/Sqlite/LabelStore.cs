using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Questions and answers in a SQLite database: where a <see cref="SqliteOracle"/> asks and annotators' programs answer, in other processes if
/// need be. An answer that was taken lies on the disk. See docs/methods/active-learning-oracles.md for the tables.
/// </summary>
/// <remarks>For one thread at a time; each thread and process opens the file for itself. Where it is locked, calls wait up to 30 seconds.</remarks>
public sealed class LabelStore : IDisposable
{
    /// <summary>Who a question is for that anybody may answer.</summary>
    private const string Anybody = "";

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;

    private LabelStore(SqliteConnection connection, LabelSpace labels, TimeProvider? time)
    {
        _connection = connection;
        _time = time ?? TimeProvider.System;
        Labels = labels;
    }

    /// <summary>The labels that there can be.</summary>
    public LabelSpace Labels { get; }

    /// <summary>Opens a store, or begins one where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The labels that there can be: those that the store was begun with.</param>
    /// <param name="time">Says when questions and answers came. Default the system's clock.</param>
    /// <exception cref="InvalidDataException">The file is something else, of a newer version, or for other labels.</exception>
    public static LabelStore OpenOrCreate(string path, LabelSpace labels, TimeProvider? time = null) => Open(path, labels, time, create: true);

    /// <summary>Opens a store.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The labels that there can be: those that the store was begun with.</param>
    /// <param name="time">Says when questions and answers came. Default the system's clock.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is something else, of a newer version, or for other labels.</exception>
    public static LabelStore Open(string path, LabelSpace labels, TimeProvider? time = null) => Open(path, labels, time, create: false);

    /// <summary>What an annotator can answer: questions for anybody that nobody has answered, and those for them, oldest first.</summary>
    /// <param name="annotator">Who asks.</param>
    /// <exception cref="ArgumentException"><paramref name="annotator"/> is empty or has blanks around it.</exception>
    public IReadOnlyList<StoredQuestion> OpenQuestions(string annotator)
    {
        CheckAnnotator(annotator);
        return _connection.Rows(
            """
            SELECT pool_index, min(round), score, min(asked_at) FROM questions q
            WHERE annotator IN ('', $annotator) AND NOT EXISTS (
                SELECT 1 FROM answers a WHERE a.pool_index = q.pool_index AND (q.annotator = '' OR a.annotator = q.annotator))
            GROUP BY pool_index ORDER BY min(q.rowid);
            """,
            row => new StoredQuestion(row.GetInt32(0), row.GetInt32(1), row.IsDBNull(2) ? double.NaN : row.GetDouble(2), Time(row.GetString(3))),
            ("$annotator", annotator));
    }

    /// <summary>What lies beside a question for annotators to look at; null where there is nothing.</summary>
    /// <param name="index">Number of the input.</param>
    public byte[]? Content(int index) => (byte[]?)_connection.Value(
        "SELECT content FROM questions WHERE pool_index = $index AND content IS NOT NULL LIMIT 1;", ("$index", index));

    /// <summary>Answers a question. The same answer again is no error.</summary>
    /// <param name="index">Number of the input.</param>
    /// <param name="label">Its label; null to abstain.</param>
    /// <param name="annotator">Who answers.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="annotator"/> is empty or has blanks around it, or <paramref name="label"/> is none of those that there can be.
    /// </exception>
    /// <exception cref="InvalidOperationException">The annotator was not asked, or has given another answer.</exception>
    public void Answer(int index, Label? label, string annotator)
    {
        CheckAnnotator(annotator);
        if (label is Label given && Labels.Problem(given) is string problem)
        {
            throw new ArgumentException(problem, nameof(label));
        }

        string? text = label is Label value ? Labels.Format(value) : null;
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        if (_connection.Value(
            "SELECT 1 FROM questions WHERE pool_index = $index AND annotator IN ('', $annotator) LIMIT 1;",
            ("$index", index),
            ("$annotator", annotator)) is null)
        {
            throw new InvalidOperationException($"'{annotator}' was not asked about input {index}.");
        }

        int added = _connection.Run(
            "INSERT OR IGNORE INTO answers (pool_index, annotator, label, answered_at) VALUES ($index, $annotator, $label, $time);",
            ("$index", index),
            ("$annotator", annotator),
            ("$label", text),
            ("$time", Now()));
        if (added == 0)
        {
            object? before = _connection.Value(
                "SELECT label FROM answers WHERE pool_index = $index AND annotator = $annotator;", ("$index", index), ("$annotator", annotator));
            if (!Equals(before, text))
            {
                throw new InvalidOperationException(
                    $"'{annotator}' has answered about input {index}: {before ?? "no label"}. An answer cannot be changed.");
            }
        }

        transaction.Commit();
    }

    /// <summary>All answers, in the order in which they came.</summary>
    /// <exception cref="InvalidDataException">What another program wrote as an answer cannot be a label.</exception>
    public IReadOnlyList<StoredAnswer> Answers() => [.. After(0).Select(Read)];

    /// <summary>Closes the file.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>Not empty, and without blanks around it.</summary>
    internal static string CheckAnnotator(string annotator, string name = "annotator") =>
        Guard.NotNull(annotator, name).Length > 0 && annotator.Trim() == annotator
            ? annotator
            : throw new ArgumentException($"must be a name, without blanks around it; got '{annotator}'.", name);

    /// <summary>Numbers of the inputs that somebody, or anybody, was asked about.</summary>
    internal HashSet<int> Asked(string? annotator) => [.. _connection.Rows(
        "SELECT pool_index FROM questions WHERE annotator = $annotator;", row => row.GetInt32(0), ("$annotator", annotator ?? Anybody))];

    /// <summary>Adds questions, all or none; those that are there stay as they are.</summary>
    internal void Add(IReadOnlyList<(OracleQuery Query, byte[]? Content)> questions, string? annotator)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        foreach ((OracleQuery query, byte[]? content) in questions)
        {
            _connection.Run(
                """
                INSERT OR IGNORE INTO questions (pool_index, annotator, round, score, asked_at, content)
                VALUES ($index, $annotator, $round, $score, $time, $content);
                """,
                ("$index", query.Index),
                ("$annotator", annotator ?? Anybody),
                ("$round", query.Round),
                ("$score", double.IsNaN(query.Score) ? null : query.Score),
                ("$time", Now()),
                ("$content", content));
        }

        transaction.Commit();
    }

    /// <summary>Answers that came after one, unread.</summary>
    internal IReadOnlyList<Entry> After(long number) => _connection.Rows(
        "SELECT number, pool_index, annotator, label, answered_at FROM answers WHERE number > $number ORDER BY number;",
        row => new Entry(row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4)),
        ("$number", number));

    internal StoredAnswer Read(Entry entry)
    {
        Label? label = null;
        if (entry.Label is not null)
        {
            label = Labels.TryParse(entry.Label, out Label parsed)
                ? parsed
                : throw new InvalidDataException(
                    $"Answer {entry.Number}, of '{entry.Annotator}' about input {entry.Index}, is '{entry.Label}'; there are {Labels.Description}.");
        }

        return new StoredAnswer(entry.Index, label, entry.Annotator, Time(entry.AnsweredAt));
    }

    private static LabelStore Open(string path, LabelSpace labels, TimeProvider? time, bool create)
    {
        Guard.NotNull(path);
        Guard.NotNull(labels);
        string full = Path.GetFullPath(path);
        return create || File.Exists(full)
            ? new LabelStore(LabelStoreFile.Open(full, labels.Description, create), labels, time)
            : throw new FileNotFoundException($"There is no label store at {full}.", full);
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw new InvalidDataException($"'{text}' in the label store is no time; such as 2026-01-31T12:00:00Z was expected.");

    private string Now() => _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A row of the answers, as it stands there.</summary>
    internal sealed record Entry(long Number, int Index, string Annotator, string? Label, string AnsweredAt);
}
