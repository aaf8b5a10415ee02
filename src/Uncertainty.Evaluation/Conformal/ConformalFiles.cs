using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What the files of conformal objects have in common.</summary>
internal static class ConformalFiles
{
    private const string Scores = "scores";
    private const string Counts = "counts";

    public static KeyValuePair<string, string> Setting<T>(string key, T value)
        where T : IConvertible => new(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Groups of scores as two tensors, new in the current scope: all scores one after another, and how many are of each group.
    /// </summary>
    public static (string Name, Tensor Value)[] Parts(IReadOnlyList<ConformalScores> groups) =>
    [
        (Scores, torch.tensor(groups.SelectMany(group => group.Sorted.ToArray()).ToArray())),
        (Counts, torch.tensor(groups.Select(group => (long)group.Count).ToArray())),
    ];

    public static ConformalScores[] Groups(TensorFile file, int expected)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] scores = file.Numbers(Scores);
        long[] counts = file.Get(Counts, torch.ScalarType.Int64, expected).data<long>().ToArray();
        if (counts.Any(count => count < 0 || count > scores.Length) || counts.Sum() != scores.Length || scores.Length == 0)
        {
            throw file.Wrong($"its {scores.Length} scores do not fit the counts {string.Join(", ", counts)}.");
        }

        ConformalScores[] groups = new ConformalScores[expected];
        int next = 0;
        for (int group = 0; group < expected; group++)
        {
            groups[group] = new ConformalScores([.. scores.AsSpan(next, (int)counts[group])]);
            next += (int)counts[group];
        }

        return groups;
    }
}
