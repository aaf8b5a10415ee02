using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Reference;

/// <summary>Which member answers which recorded function.</summary>
internal static partial class ReferenceFunctions
{
    public static IReadOnlyDictionary<string, Func<ReferenceCase, object>> Dispatch { get; } =
        new[] { Families, Divergences, Bijectors, Layers }
            .SelectMany(topic => topic)
            .ToDictionary();

    /// <summary>Functions that internal types answer: see <c>InternalReferenceTests</c>, which the tests of other projects have not.</summary>
    public static IReadOnlyList<string> OfInternals { get; } =
        ["layers.bn_fold_linear", "layers.bn_fold_conv1d", "layers.bn_fold_conv2d", "layers.bn_fold_conv_transpose2d"];

    private static Dictionary<string, object> Members(params (string Name, object Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value);

    /// <summary>A recorded number or list, in double.</summary>
    private static Tensor Input(ReferenceCase c, string name) => tensor(c.Numbers(name)).reshape(c.Shape(name));

    private static object InScope<T>(Func<T> compute)
        where T : notnull
    {
        using DisposeScope scope = NewDisposeScope();
        return compute();
    }
}
