using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests;

/// <summary>Plain acquisition functions, written out, for tests of what uses any of them.</summary>
internal static class Scoring
{
    /// <summary>Mutual information, with gradient.</summary>
    public static Tensor Disagreement(PredictiveSamples draws)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = draws.Values.to_type(ScalarType.Float64);
        Tensor mean = values.mean([0]);
        Tensor total = -(mean * mean.log()).sum(1);
        Tensor within = -(values * values.log()).sum(2).mean([0]);
        return (total - within).MoveToOuterDisposeScope();
    }

    /// <summary>The first number that the first draw gives.</summary>
    public static Tensor FirstNumber(PredictiveSamples draws)
    {
        using DisposeScope scope = NewDisposeScope();
        return draws.Values[0].flatten(1).select(1, 0).to_type(ScalarType.Float64).alias().MoveToOuterDisposeScope();
    }
}
