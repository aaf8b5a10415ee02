using System.Text;

namespace Uncertainty.Evaluation;

/// <summary>Text files that are there whole or not at all.</summary>
internal static class ReportFile
{
    public static void Write(string path, string text)
    {
        Guard.NotNull(path);
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
