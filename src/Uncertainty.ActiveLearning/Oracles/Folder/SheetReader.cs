using System.Globalization;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Reads files that somebody may be saving just then: what stands there counts where it was the same a look before, and so does that it
/// cannot be read.
/// </summary>
internal sealed class SheetReader
{
    private readonly Dictionary<string, QuestionSheet?> _sheets = [];
    private readonly Dictionary<string, (string? Text, string? Failure)> _last = [];

    /// <summary>Reads a file.</summary>
    /// <returns>What stands there, and what is wrong with it; neither where it has changed since the last look.</returns>
    public (QuestionSheet? Sheet, string? Problem) Read(string path)
    {
        (string? Text, string? Failure) now = Load(path);
        bool known = _last.TryGetValue(path, out (string? Text, string? Failure) before);
        _last[path] = now;
        if (!known || before != now)
        {
            _sheets.Remove(path);
            return (null, null);
        }

        if (now.Text is null)
        {
            return (null, now.Failure);
        }

        if (!_sheets.TryGetValue(path, out QuestionSheet? sheet))
        {
            _sheets.Add(path, sheet = QuestionSheet.Parse(now.Text));
        }

        return sheet!.Problem is null ? (sheet, null) : (null, sheet.Problem);
    }

    private static (string? Text, string? Failure) Load(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(stream);
            return (reader.ReadToEnd(), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Editors take a file away and put it back, or hold it while they save: an error only if it stays so.
            return (null, string.Create(CultureInfo.InvariantCulture, $"cannot be read: {exception.Message}"));
        }
    }
}
