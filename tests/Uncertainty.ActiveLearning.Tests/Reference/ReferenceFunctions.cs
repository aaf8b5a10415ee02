using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests.Reference;

/// <summary>Which member answers which recorded function. A topic is a partial that adds its own.</summary>
internal static partial class ReferenceFunctions
{
    public static IReadOnlyDictionary<string, Func<ReferenceCase, object>> Dispatch { get; } = Collect();

    static partial void AddFunctions(Dictionary<string, Func<ReferenceCase, object>> functions);

    static partial void AddJointEntropies(Dictionary<string, Func<ReferenceCase, object>> functions);

    static partial void AddFeatures(Dictionary<string, Func<ReferenceCase, object>> functions);

    private static Dictionary<string, Func<ReferenceCase, object>> Collect()
    {
        Dictionary<string, Func<ReferenceCase, object>> functions = [];
        AddFunctions(functions);
        AddJointEntropies(functions);
        AddFeatures(functions);
        return functions;
    }
}
