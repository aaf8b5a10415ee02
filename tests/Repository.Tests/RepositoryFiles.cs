using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Repository.Tests;

/// <summary>The files of the repository that the tests were compiled from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder with Uncertainty.sln.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The libraries' projects.</summary>
    internal static string[] LibraryProjects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))];

    /// <summary>All C# files below a folder.</summary>
    internal static IEnumerable<string> Code(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>A file's path below the root, with slashes.</summary>
    internal static string Name(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>What git has of the repository; null where there is no git, or no git's folder.</summary>
    internal static string[]? Tracked()
    {
        // The folder may be another user's, as in a build container.
        ProcessStartInfo start = new("git", ["-c", "safe.directory=*", "ls-files"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            Task<string> errors = git.StandardError.ReadToEndAsync();
            string files = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            _ = errors.GetAwaiter().GetResult();
            return git.ExitCode == 0 ? files.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
