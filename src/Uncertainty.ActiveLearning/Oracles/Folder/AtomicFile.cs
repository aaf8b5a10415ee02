namespace Uncertainty.ActiveLearning;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the place, onto the disk, and moves it there when it is whole. A file that is there already is an error.</summary>
    public static void Create(string path, Action<Stream> write)
    {
        // Always the same name: what a killed run left is written over.
        string temporary = $"{path}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
