namespace ScottPlot.Interop;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">The folder is missing, full or not to be written to; what stood at the path stays.</exception>
    internal static void Write(string path, byte[] bytes)
    {
        string full = Path.GetFullPath(path);
        string beside = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }

            throw;
        }
    }
}
