namespace Examples;

/// <summary>The folder that a program writes to.</summary>
internal static class OutputFolder
{
    /// <summary>
    /// Says now, not after the training, that nothing can be written; an older run's numbers are not left to be taken for this one's.
    /// </summary>
    /// <param name="folder">The folder, made when missing.</param>
    /// <param name="file">The file of the numbers in it.</param>
    public static void Prepare(string folder, string file)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream trial = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {folder}: cannot be written: {error.Message}", error);
        }
    }
}
