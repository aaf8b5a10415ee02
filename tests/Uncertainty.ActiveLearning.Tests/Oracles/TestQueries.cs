using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Oracles;

/// <summary>Questions about a pool of small images.</summary>
internal static class TestQueries
{
    /// <summary>[20, 1, 2, 3] images in [0, 1), all different.</summary>
    public static TensorPool Pool()
    {
        using DisposeScope scope = NewDisposeScope();
        return new TensorPool((arange(120, dtype: ScalarType.Float32) / 120).reshape(20, 1, 2, 3));
    }

    public static OracleQuery[] About(IPool pool, params int[] indices) =>
        [.. indices.Select(index => new OracleQuery(pool, index, round: 2, score: index + 0.5))];

    /// <summary>Answers as text, in the order in which they came: "3=dog", or "3=?" for none.</summary>
    public static string Text(this IEnumerable<OracleAnswer> answers, LabelSpace labels) => string.Join(' ', answers.Select(
        answer => $"{answer.Index}={(answer.Label is Label label ? labels.Format(label) : "?")}"));
}
