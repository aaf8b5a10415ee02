using Microsoft.Data.Sqlite;

namespace Uncertainty.ActiveLearning;

/// <summary>Opens the database file of a label store, or begins one. A file that is something else is refused and left as it is.</summary>
internal static class LabelStoreFile
{
    /// <summary>What marks the file as a label store: "ULBL" in ASCII.</summary>
    private const long ApplicationId = 0x554C424C;

    private const long Version = 1;

    private const string Schema = $"""
        CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE questions (
            pool_index INTEGER NOT NULL,
            annotator TEXT NOT NULL,
            round INTEGER NOT NULL,
            score REAL,
            asked_at TEXT NOT NULL,
            content BLOB,
            PRIMARY KEY (pool_index, annotator));
        CREATE TABLE answers (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            pool_index INTEGER NOT NULL,
            annotator TEXT NOT NULL CHECK (annotator <> ''),
            label TEXT,
            answered_at TEXT NOT NULL,
            UNIQUE (pool_index, annotator));
        """;

    /// <summary>Opens the file; the connection is the caller's.</summary>
    public static SqliteConnection Open(string path, string labels, bool create)
    {
        SqliteConnectionStringBuilder builder = new()
        {
            DataSource = path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        };
        SqliteConnection connection = new(builder.ToString());
        try
        {
            connection.Open();
            Prepare(connection, path, labels, create);
            return connection;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT)
        {
            connection.Dispose();
            throw new InvalidDataException($"{path} is no label store: {exception.Message}", exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string path, string labels, bool create)
    {
        if (create && IsEmpty(connection))
        {
            // Cannot be done within a transaction; stays with the file.
            connection.Run("PRAGMA journal_mode = WAL;");
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            if (IsEmpty(connection))
            {
                connection.Run(Schema);
                connection.Run("INSERT INTO settings VALUES ('labels', $labels);", ("$labels", labels));
                connection.Run($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
                transaction.Commit();
            }
        }

        Check(connection, path, labels);
        connection.Run("PRAGMA synchronous = FULL;");
    }

    private static bool IsEmpty(SqliteConnection connection) =>
        Number(connection, "PRAGMA application_id;") == 0
        && Number(connection, "PRAGMA user_version;") == 0
        && Number(connection, "SELECT count(*) FROM sqlite_schema;") == 0;

    private static void Check(SqliteConnection connection, string path, string labels)
    {
        if (Number(connection, "PRAGMA application_id;") != ApplicationId)
        {
            throw new InvalidDataException($"{path} is no label store: it belongs to another program, or is empty.");
        }

        long version = Number(connection, "PRAGMA user_version;");
        if (version != Version)
        {
            throw new InvalidDataException($"{path} is a label store of version {version}; this program reads version {Version}.");
        }

        object? there = connection.Value("SELECT value FROM settings WHERE name = 'labels';");
        if (!Equals(there, labels))
        {
            throw new InvalidDataException($"{path} is for other labels: {there}; these are {labels}.");
        }
    }

    private static long Number(SqliteConnection connection, string query) => (long)connection.Value(query)!;
}
