namespace Benchmarks;

/// <summary>The folder of the repository, found from the working directory or else from the program's own folder.</summary>
internal static class Repository
{
    private const string Mark = "Uncertainty.sln";

    internal static string Root { get; } =
        Above(Environment.CurrentDirectory) ?? Above(AppContext.BaseDirectory)
        ?? throw new DirectoryNotFoundException(
            $"No folder above '{Environment.CurrentDirectory}' or '{AppContext.BaseDirectory}' holds {Mark}.");

    private static string? Above(string folder)
    {
        DirectoryInfo? current = new(folder);
        while (current is not null && !File.Exists(Path.Combine(current.FullName, Mark)))
        {
            current = current.Parent;
        }

        return current?.FullName;
    }
}
