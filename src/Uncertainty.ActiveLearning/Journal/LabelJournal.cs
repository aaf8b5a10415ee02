using System.Security.Cryptography;
using System.Text;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// An append-only file of one line for each thing that happened. A line is on the disk before the loop goes on. Each begins with a check sum of
/// itself and of the line before, so that a line that was changed, lost or moved is noticed; a last line that was cut short by a crash is taken
/// off when the file is opened again. Locked against a second writer.
/// </summary>
internal sealed class LabelJournal : IDisposable
{
    private const int CheckLength = 16;

    private readonly FileStream _file;
    private string _check;

    private LabelJournal(FileStream file, string check)
    {
        _file = file;
        _check = check;
    }

    /// <summary>Begins a journal.</summary>
    /// <exception cref="IOException">There is a file of this name that has a whole line, or it cannot be written.</exception>
    public static LabelJournal Create(string path, JournalHeader header)
    {
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            if (WholeLines(file).Count > 0)
            {
                throw new IOException($"'{path}' exists: resume it, or take another name.");
            }

            file.SetLength(0);
            LabelJournal journal = new(file, "");
            journal.AppendLine(JournalText.Write(header));
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a journal to go on with it; a line that was cut short at the end is taken off.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version. It is left as it is.</exception>
    /// <exception cref="IOException">The file cannot be read, or another loop writes to it.</exception>
    public static LabelJournal Open(string path, out JournalHeader header, out IReadOnlyList<JournalEntry> entries)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        try
        {
            List<(string Line, long End)> lines = WholeLines(file);
            (header, entries, string check, long end) = Read(path, lines);
            file.SetLength(end);
            file.Seek(end, SeekOrigin.Begin);
            return new LabelJournal(file, check);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a journal that can be resumed: a file with a whole line.</summary>
    public static bool Exists(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return WholeLines(file).Count > 0;
    }

    public void Append(JournalEntry entry) => AppendLine(JournalText.Write(entry));

    public void Dispose() => _file.Dispose();

    private static (JournalHeader Header, IReadOnlyList<JournalEntry> Entries, string Check, long End) Read(
        string path, List<(string Line, long End)> lines)
    {
        JournalHeader? header = null;
        List<JournalEntry> entries = [];
        string check = "";
        long end = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Line;
            string text = line.Length > CheckLength ? line[(CheckLength + 1)..] : "";
            string expected = Check(check, text);
            if (!line.StartsWith(expected + " ", StringComparison.Ordinal))
            {
                throw Damaged(path, i, "its check sum is not that of what it says");
            }

            try
            {
                if (header is null)
                {
                    header = JournalText.ReadHeader(text);
                }
                else
                {
                    entries.Add(JournalText.ReadEntry(text));
                }
            }
            catch (InvalidDataException error)
            {
                throw Damaged(path, i, error.Message.TrimEnd('.'), error);
            }

            check = expected;
            end = lines[i].End;
        }

        return (header ?? throw new InvalidDataException($"'{path}' is no journal of active learning: it has no whole line."), entries, check, end);
    }

    private static InvalidDataException Damaged(string path, int line, string what, Exception? inner = null) =>
        new($"Line {line + 1} of '{path}' is damaged or foreign: {what}.", inner);

    private static List<(string Line, long End)> WholeLines(FileStream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        using MemoryStream content = new();
        file.CopyTo(content);
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        List<(string, long)> lines = [];
        int start = 0;
        while (bytes[start..].IndexOf((byte)'\n') is int length && length >= 0)
        {
            lines.Add((Encoding.UTF8.GetString(bytes.Slice(start, length)), start + length + 1));
            start += length + 1;
        }

        return lines;
    }

    private static string Check(string before, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before + text)))[..CheckLength];

    private void AppendLine(string text)
    {
        string check = Check(_check, text);
        _file.Write(Encoding.UTF8.GetBytes($"{check} {text}\n"));
        _file.Flush(flushToDisk: true);
        _check = check;
    }
}
