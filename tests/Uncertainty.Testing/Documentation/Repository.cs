using System.Runtime.CompilerServices;

namespace Uncertainty.Testing;

/// <summary>Where the sources are.</summary>
public static class Repository
{
    /// <summary>Full path of the root folder.</summary>
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
