using ApiReference;

namespace Repository.Tests;

/// <summary>The four libraries as they were built for these tests.</summary>
internal static class Libraries
{
    /// <summary>From the lowest to the highest: each may refer to those before it.</summary>
    internal static IReadOnlyList<string> Names => Program.Libraries;

    internal static ApiLibrary Library { get; } = ApiLibrary.OfThisProgram(Program.Libraries);
}
