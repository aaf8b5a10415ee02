using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning.Tests.Selection;

/// <summary>Candidates whose features and draws are given.</summary>
internal static class Points
{
    /// <summary>Rows of one length.</summary>
    public static Tensor Rows(params double[][] rows) => torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);

    /// <summary>Points on a line: [N, 1].</summary>
    public static Tensor Line(params double[] values) => torch.tensor(values, [values.Length, 1]);

    /// <summary>Standard normal rows in double precision, by seed.</summary>
    public static Tensor Normal(long seed, params long[] shape)
    {
        using Tensor values = Testing.Networks.Inputs(seed, shape);
        return values.to_type(torch.ScalarType.Float64);
    }

    public static CandidateSet Candidates(Tensor features, Tensor? logits = null, Tensor? labelled = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return CandidateSet.FromFeatures(new CandidateFeatures(features, logits, labelled));
    }

    /// <summary>One draw, [1, N, 2]: of each candidate the probability of class 1.</summary>
    public static PredictiveSamples Draws(params double[] ones)
    {
        using Tensor values = torch.tensor(ones.SelectMany(one => new[] { 1 - one, one }).ToArray(), [1, ones.Length, 2]);
        return new PredictiveSamples(values);
    }

    /// <summary>The mean probability of class 1: with <see cref="Draws"/> any numbers in [0, 1] can be scores.</summary>
    public static Tensor One(PredictiveSamples draws)
    {
        using Tensor mean = draws.Mean();
        return mean.select(1, 1);
    }
}
