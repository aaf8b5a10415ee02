using System.Text;
using System.Text.Json;

namespace Benchmarks;

/// <summary>
/// A file to which finished results are appended, a line each, so that a run that was stopped goes on where it was. The first line
/// says how the results were made.
/// </summary>
internal sealed class JsonLines<TRow> : IDisposable
{
    private const byte NewLine = (byte)'\n';

    private readonly FileStream _stream;
    private readonly List<TRow> _rows = [];

    /// <param name="file">The file; made with its folder where it is not there.</param>
    /// <param name="settings">What must be the same for results to stand together.</param>
    /// <exception cref="IOException">Another run has the file.</exception>
    /// <exception cref="InvalidDataException">The file was made with other settings, or is damaged.</exception>
    internal JsonLines(string file, object settings)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Nobody else: two runs at once would write over each other's lines.
        _stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            string first = JsonSerializer.Serialize(settings);
            string[] lines = WholeLines();
            if (lines.Length == 0)
            {
                Write(first);
            }
            else if (lines[0] != first)
            {
                throw new InvalidDataException(
                    $"'{file}' holds results of other settings: {lines[0]}; these are {first}. Move it away to start anew.");
            }

            _rows.AddRange(lines.Skip(1).Select(line => Parse(line, file)));
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    internal IReadOnlyList<TRow> Rows => _rows;

    /// <summary>Adds a row, on disk when this returns.</summary>
    internal void Add(TRow row)
    {
        Write(JsonSerializer.Serialize(row));
        _rows.Add(row);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>The lines that were written to their end; a torn one, left by a run that was killed, is cut off.</summary>
    private string[] WholeLines()
    {
        byte[] bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, NewLine) + 1;
        _stream.SetLength(end);
        _stream.Position = end;
        return Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private void Write(string line)
    {
        _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _stream.Flush(flushToDisk: true);
    }

    private static TRow Parse(string line, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<TRow>(line) ?? throw new InvalidDataException($"'{file}' has an empty row.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{file}' is damaged at the line '{line}': {error.Message}", error);
        }
    }
}
