namespace ApiReference;

/// <summary>Writes the API reference of the libraries from their assemblies and XML comments.</summary>
internal static class Program
{
    /// <summary>The libraries, from the lowest to the highest.</summary>
    internal static IReadOnlyList<string> Libraries { get; } =
        ["Uncertainty.Bnn", "Uncertainty.Evaluation", "Uncertainty.Ood", "Uncertainty.ActiveLearning"];

    internal static int Main(string[] args)
    {
        if (args.Length != 1)
        {
            Console.Error.WriteLine("Usage: ApiReference FOLDER. The pages are written into it; what it holds already is deleted.");
            return 2;
        }
        ApiLibrary library = ApiLibrary.OfThisProgram(Libraries);
        ApiPages pages = new(library);
        int written = pages.Write(args[0]);
        foreach (string fault in pages.Faults)
        {
            Console.Error.WriteLine($"error: {fault}");
        }
        Console.WriteLine($"{written} pages of {library.Types.Count} public types in {args[0]}; {pages.Faults.Count} faults.");
        return pages.Faults.Count == 0 ? 0 : 1;
    }
}
