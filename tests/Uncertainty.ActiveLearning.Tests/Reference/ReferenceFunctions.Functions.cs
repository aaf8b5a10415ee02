using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Reference;

internal static partial class ReferenceFunctions
{
    /// <summary>What a peer puts in the place of probabilities below it.</summary>
    private const double PeersFloor = 1e-7;

    static partial void AddFunctions(Dictionary<string, Func<ReferenceCase, object>> functions)
    {
        functions["acquisition.predictive_entropy"] = c => Scores(c, Acquisition.Entropy);
        functions["acquisition.expected_entropy"] = c => Scores(c, Acquisition.ExpectedEntropy);
        functions["acquisition.bald"] = c => Scores(c, Acquisition.Bald);
        functions["acquisition.variation_ratio_soft"] = c => Scores(c, Acquisition.VariationRatio);
        functions["acquisition.least_confidence"] = c => Scores(c, Acquisition.LeastConfidence);
        functions["acquisition.variation_ratio_hard"] = c => Scores(c, Acquisition.VoteVariationRatio);
        functions["acquisition.mean_std"] = c => Scores(c, Acquisition.MeanStandardDeviation);
        functions["acquisition.mean_variance"] = c => Scores(c, Acquisition.MeanVariance);
        functions["acquisition.margin"] = c => Differences(Scores(c, Acquisition.Margin));
        functions["acquisition.vote_entropy"] = c => Scores(c, Acquisition.VoteEntropy);
        functions["acquisition.pairwise_disagreement"] = c => Scores(c, Acquisition.PairwiseDisagreement);
        functions["acquisition.kl_to_consensus_max"] = c => Scores(c, Acquisition.MaximumConsensusDivergence);
        functions["acquisition.kl_to_consensus_mean"] = c => Scores(c, OfClipped(Acquisition.ConsensusDivergence));
        functions["acquisition.epig"] = c => InformationGain(c);

        functions["acquisition.predictive_entropy_from_log_probs"] = c => LogScores(c, Acquisition.Entropy);
        functions["acquisition.expected_entropy_from_log_probs"] = c => LogScores(c, Acquisition.ExpectedEntropy);
        functions["acquisition.bald_from_log_probs"] = c => LogScores(c, Acquisition.Bald);
        functions["acquisition.variation_ratio_soft_from_log_probs"] = c => LogScores(c, Acquisition.VariationRatio);
        functions["acquisition.margin_from_log_probs"] = c => Differences(LogScores(c, Acquisition.Margin));
        functions["acquisition.mean_std_from_log_probs"] = c => LogScores(c, Acquisition.MeanStandardDeviation);
    }

    private static double[] Scores(ReferenceCase c, AcquisitionFunction function) => Scores(c, "probs", function);

    private static double[] LogScores(ReferenceCase c, AcquisitionFunction function) =>
        Scores(c, "log_probs", Acquisition.FromLogProbabilities(function));

    private static double[] Scores(ReferenceCase c, string name, AcquisitionFunction function)
    {
        using PredictiveSamples draws = RecordedDraws(c, name);
        using Tensor scores = function(draws);
        return Values.Of(scores);
    }

    /// <summary>Recorded is the difference of the two largest probabilities, here the score is 1 less it.</summary>
    private static double[] Differences(double[] scores) => [.. scores.Select(score => 1 - score)];

    /// <summary>The peer lifts small probabilities and divides by the sum that comes of it; nothing is clipped here.</summary>
    private static AcquisitionFunction OfClipped(AcquisitionFunction function) => draws =>
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor lifted = draws.Values.clamp_min(PeersFloor);
        using PredictiveSamples clipped = new(lifted / lifted.sum(2, keepdim: true));
        return function(clipped).MoveToOuterDisposeScope();
    };

    private static double[] InformationGain(ReferenceCase c)
    {
        using PredictiveSamples targets = RecordedDraws(c, "target_probs");
        return Scores(c, Acquisition.Epig(targets));
    }

    /// <summary>[S, N, C] recorded numbers.</summary>
    private static PredictiveSamples RecordedDraws(ReferenceCase c, string name)
    {
        using Tensor values = tensor(c.Numbers(name), c.Shape(name));
        return new PredictiveSamples(values);
    }
}
