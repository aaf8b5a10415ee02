using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Engine;

[TestFixture]
internal sealed class EngineGradientTests
{
    /// <summary>Change in place what a ReLU gave: torch has no gradient of the whole network.</summary>
    private static readonly string[] WithoutGradient = ["Split", "SplitInside"];

    /// <summary>Drop everything in these draws.</summary>
    private static readonly string[] Flat = ["MlpNearOne", "ChannelNearOne", "RateOne"];

    private static IEnumerable<TestCaseData> Cases() => EngineNetworks.All
        .Where(entry => !WithoutGradient.Contains(entry.Name))
        .Select(entry => new TestCaseData(entry).SetArgDisplayNames(entry.Name));

    /// <summary>The engine's shortcuts have the gradients of the whole network with the same masks.</summary>
    [TestCaseSource(nameof(Cases))]
    public void Gradient_IsThatOfWholePasses(EngineNetworks.Case entry)
    {
        using nn.Module<Tensor, Tensor> network = entry.Make();
        network.to(ScalarType.Float64);
        double[] expected = Gradient(network, entry.Shape, whole: true);
        double[] got = Gradient(network, entry.Shape, whole: false);
        double scale = expected.Select(Math.Abs).Max();
        Assert.That(got, Is.EqualTo(expected).Within(1e-9 * Math.Max(1, scale)));
        Assert.That(scale > 0, Is.EqualTo(!Flat.Contains(entry.Name)));
    }

    private static double[] Gradient(nn.Module<Tensor, Tensor> network, long[] shape, bool whole)
    {
        using DisposeScope scope = NewDisposeScope();
        McDropout dropout = new(network, new McDropoutOptions { Draws = 3, Seed = 8, WholePasses = whole });
        Tensor point = Networks.Inputs(6, [2, .. shape]).to_type(ScalarType.Float64).requires_grad_();
        using PredictiveSamples samples = dropout.WithGradients().SampleWithGraph(point);
        Tensor weights = arange(1, samples.Values.numel() + 1, dtype: ScalarType.Float64).reshape(samples.Values.shape).sin();
        return Values.Of(autograd.grad([(samples.Values * weights).sum()], [point])[0]);
    }
}
