using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests.Reference;

/// <summary>Which member answers which recorded function. A topic is a partial that adds its own.</summary>
internal static partial class ReferenceFunctions
{
    public static IReadOnlyDictionary<string, Func<ReferenceCase, object>> Dispatch { get; } = Collect();

    static partial void AddLogits(Dictionary<string, Func<ReferenceCase, object>> functions);

    static partial void AddDistances(Dictionary<string, Func<ReferenceCase, object>> functions);

    static partial void AddShaping(Dictionary<string, Func<ReferenceCase, object>> functions);

    static partial void AddGenerative(Dictionary<string, Func<ReferenceCase, object>> functions);

    private static Dictionary<string, Func<ReferenceCase, object>> Collect()
    {
        Dictionary<string, Func<ReferenceCase, object>> functions = [];
        AddLogits(functions);
        AddDistances(functions);
        AddShaping(functions);
        AddGenerative(functions);
        return functions;
    }

    private static Dictionary<string, object> Members(params (string Name, object Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value);

    private static Tensor Input(ReferenceCase c, string name) => tensor(c.Numbers(name), c.Shape(name));

    /// <summary>Scores of ours where the recorded ones are high for what is in-distribution.</summary>
    private static double[] Turned(Tensor scores) => [.. Values.Of(scores).Select(score => -score)];

    private static object InScope<T>(Func<T> compute)
        where T : notnull
    {
        using DisposeScope scope = NewDisposeScope();
        return compute();
    }
}
