using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

/// <summary>Draws that a seed decides, in double precision.</summary>
internal static class Draws
{
    /// <summary>[S, N, C, …] class probabilities.</summary>
    public static PredictiveSamples OfClasses(long seed, params long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        return new PredictiveSamples((Networks.Inputs(seed, shape).to_type(ScalarType.Float64) * 1.5).softmax(2));
    }

    /// <summary>[S, N, D, …, 2] means and noise variances.</summary>
    public static PredictiveSamples OfRegression(long seed, params long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor means = Networks.Inputs(seed, shape).to_type(ScalarType.Float64);
        Tensor variances = Networks.Inputs(seed + 1, shape).to_type(ScalarType.Float64).exp();
        return new PredictiveSamples(stack([means, variances], -1));
    }

    /// <summary>Draws made of given numbers.</summary>
    public static PredictiveSamples Of(double[] values, params long[] shape)
    {
        using Tensor tensor = torch.tensor(values, shape);
        return new PredictiveSamples(tensor);
    }

    /// <summary>The same draws after something was done to the tensor.</summary>
    public static PredictiveSamples Changed(PredictiveSamples draws, Func<Tensor, Tensor> change)
    {
        using DisposeScope scope = NewDisposeScope();
        return new PredictiveSamples(change(draws.Values));
    }

    /// <summary>Scores as plain numbers.</summary>
    public static double[] Scores(AcquisitionFunction function, PredictiveSamples draws)
    {
        using Tensor scores = function(draws);
        Assert.That(scores.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(scores.shape, Is.EqualTo(new long[] { draws.Inputs }));
        return Values.Of(scores);
    }
}
