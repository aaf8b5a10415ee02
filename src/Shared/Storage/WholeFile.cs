namespace Uncertainty;

/// <summary>Files that are there whole or not at all: written beside their place, onto the disk, and moved there when they are whole.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file; one that is there already is replaced.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        Write($"{full}.{Path.GetRandomFileName()}.tmp", full, write, replace: true);
    }

    /// <summary>Writes a file that is not there yet; one that is, is an error and stays as it was.</summary>
    public static void Create(string path, Action<Stream> write)
    {
        // Always the same name: what a killed run left is written over.
        string full = Path.GetFullPath(path);
        Write($"{full}.tmp", full, write, replace: false);
    }

    private static void Write(string temporary, string path, Action<Stream> write, bool replace)
    {
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, replace);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
