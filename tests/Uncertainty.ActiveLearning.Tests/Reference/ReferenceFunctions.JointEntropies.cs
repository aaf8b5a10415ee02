using TorchSharp;
using Uncertainty.ActiveLearning.Tests.Selection.Joint;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Reference;

/// <summary>Joint entropies, the batches that they choose, and chances of random batches.</summary>
internal static partial class ReferenceFunctions
{
    static partial void AddJointEntropies(Dictionary<string, Func<ReferenceCase, object>> functions)
    {
        functions["acquisition.batchbald"] = Batch;
        functions["acquisition.joint_entropy"] = JointEntropies;
        functions["acquisition.power_bald_distribution"] = c => Chances(c, StochasticRule.Power);
        functions["acquisition.softmax_bald_distribution"] = c => Chances(c, StochasticRule.Softmax);
        functions["acquisition.softrank_bald_distribution"] = c => Chances(c, StochasticRule.SoftRank);
    }

    private static Dictionary<string, object> Batch(ReferenceCase c)
    {
        using DisposeScope scope = NewDisposeScope();
        using PredictiveSamples draws = new(tensor(c.Numbers("probs"), c.Shape("probs")));
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        BatchSelection batch = new BatchBaldSelector().Choose(candidates, c.WholeNumber("batch_size"));
        Dictionary<string, object> members = new() { ["scores"] = batch.Scores.ToArray() };

        // Where inputs tie to within rounding, no indices are recorded.
        if (c.Expects("indices"))
        {
            members["indices"] = batch.Positions.Select(position => (long)position).ToArray();
        }

        return members;
    }

    private static double[] JointEntropies(ReferenceCase c)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = tensor(c.Numbers("probs"), c.Shape("probs"));
        LabelTable table = LabelTable.Empty((int)draws.shape[0], 1, CPU);
        foreach (long chosen in c.WholeNumbers("chosen"))
        {
            LabelTable longer = table.WithAllLabels(draws.select(1, chosen));
            table.Dispose();
            table = longer;
        }

        using (table)
        {
            return [.. table.ConditionalEntropies(draws).Select(entropy => table.Entropy + entropy)];
        }
    }

    /// <summary>The recorded temperature is one over the coldness.</summary>
    private static double[] Chances(ReferenceCase c, StochasticRule rule) => StochasticSelector.Chances(
        NaiveInformation.Bald(c.Numbers("probs"), c.Shape("probs")), rule, 1 / c.Number("temperature"));
}
