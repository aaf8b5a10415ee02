using TorchSharp;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Reference;

/// <summary>Selectors that look at features.</summary>
internal static partial class ReferenceFunctions
{
    static partial void AddFeatures(Dictionary<string, Func<ReferenceCase, object>> functions)
    {
        functions["acquisition.kcenter_greedy"] = KCentre;
        functions["acquisition.badge_embedding"] = Embedding;
        functions["acquisition.badge_kmeanspp"] = PlusPlus;
    }

    /// <summary>The cases number labelled and other points together.</summary>
    private static long[] KCentre(ReferenceCase entry)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = Rows(entry, "features");
        long[] labelled = entry.WholeNumbers("labelled");
        long[] others = [.. Enumerable.Range(0, (int)features.shape[0]).Select(index => (long)index).Except(labelled)];
        using CandidateSet candidates = CandidateSet.FromFeatures(new CandidateFeatures(
            features.index_select(0, torch.tensor(others)), labelled: features.index_select(0, torch.tensor(labelled))));
        return new CoreSetSelector().Choose(candidates, entry.WholeNumber("batch_size")).Positions.Select(position => others[position]).ToArray();
    }

    private static double[][] Embedding(ReferenceCase entry)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateFeatures features = new(Rows(entry, "features"), Rows(entry, "logits"));
        Tensor gradients = BadgeSelector.Gradients(features);
        return Values.Of(gradients).Chunk((int)gradients.shape[1]).ToArray();
    }

    private static Dictionary<string, object> PlusPlus(ReferenceCase entry)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using CandidateSet candidates = CandidateSet.FromFeatures(new CandidateFeatures(Rows(entry, "features"), Rows(entry, "logits")));
        int first = new BadgeSelector().Choose(candidates, 1).Positions[0];
        GradientRows rows = new(candidates.Features().Values, candidates.Features().Logits!);
        PlusPlusSeeding seeding = new(rows);
        seeding.Add(first);
        return new Dictionary<string, object>
        {
            ["first"] = first,
            ["squared_norm"] = rows.SquaredNorms.ToArray(),
            ["second_probability"] = seeding.Probabilities([.. Enumerable.Repeat(true, rows.Count)]),
        };
    }

    private static Tensor Rows(ReferenceCase entry, string input) => torch.tensor(entry.Numbers(input), entry.Shape(input));
}
