using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>Draws of the linearised network, and of the network itself.</summary>
[TestFixture]
internal sealed class AllLayersDrawsTests
{
    [Test]
    public void Sample_ManyLinearisedDraws_HaveTheMomentsOfLinearise([Values] LaplaceCovariance covariance)
    {
        const int Draws = 4000;
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier();
        using ClassificationLaplace posterior = Fit(
            network, new LaplaceOptions { Layers = LaplaceLayers.All, Covariance = covariance, PriorPrecision = 2, Draws = Draws, Seed = 3 });
        using Tensor test = LaplaceData.Inputs(9, 3);
        using GaussianOutputs outputs = posterior.Linearise(test);
        using PredictiveSamples samples = posterior.Sample(test);
        using Tensor mean = samples.Mean();
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = (samples.Values - mean).permute(1, 2, 0);
        double[] expected = Values.Of(outputs.Covariance);
        double largest = expected.Max();

        // Standard errors: √(v / S) of a mean, at most v √(2 / S) of a covariance; four of them.
        Assert.That(Values.Of(mean), Is.EqualTo(Values.Of(outputs.Mean)).Within(4 * Math.Sqrt(largest / Draws)));
        Assert.That(
            Values.Of(centred.matmul(centred.transpose(1, 2)) / Draws), Is.EqualTo(expected).Within(4 * largest * Math.Sqrt(2.0 / Draws)));
    }

    /// <summary>Close to the trained weights the network and its tangent are one: every weight is where the derivative by it is.</summary>
    [TestCaseSource(typeof(LayerCase), nameof(LayerCase.All))]
    public void Sample_SharpPrior_SampledIsLinearised(LayerCase @case)
    {
        using nn.Module<Tensor, Tensor> network = @case.Network();
        using Tensor inputs = @case.Inputs(3, 12);
        using Tensor labels = LaplaceData.Labels(12);
        LaplaceOptions options = new() { Layers = LaplaceLayers.All, PriorPrecision = 1e10, Draws = 5 };
        if (!@case.CanVary(network))
        {
            Assert.Pass("This TorchSharp does not say how convolutions move.");
        }

        using ClassificationLaplace linearised = ClassificationLaplace.Fit(network, [(inputs, labels)], options);
        using ClassificationLaplace sampled = ClassificationLaplace.Fit(network, [(inputs, labels)], options with { Drawing = LaplaceDrawing.Sampled });
        using GaussianOutputs outputs = linearised.Linearise(inputs);
        using PredictiveSamples tangents = linearised.Sample(inputs);
        using PredictiveSamples networks = sampled.Sample(inputs);
        using DisposeScope scope = NewDisposeScope();
        double spread = (tangents.Values - outputs.Mean).abs().max().item<double>();
        Assert.That((networks.Values - tangents.Values).abs().max().item<double>(), Is.LessThan(1e-3 * spread));
    }

    /// <summary>Neither chunks of inputs nor groups of draws show in the results.</summary>
    [Test]
    public void LineariseAndSample_LittleMemory_GiveTheSame([Values] LaplaceCovariance covariance, [Values] LaplaceDrawing drawing)
    {
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier();
        LaplaceOptions options = new() { Layers = LaplaceLayers.All, Covariance = covariance, Draws = 7, Drawing = drawing };
        using ClassificationLaplace much = Fit(network, options);
        using ClassificationLaplace little = Fit(network, options with { MemoryLimit = covariance == LaplaceCovariance.Full ? 45_000 : 2300 });
        using Tensor test = LaplaceData.Inputs(9, 200);
        using GaussianOutputs expected = much.Linearise(test);
        using GaussianOutputs got = little.Linearise(test);
        using PredictiveSamples expectedDraws = much.Sample(test);
        using PredictiveSamples draws = little.Sample(test);
        Assert.That(little.PriorPrecision, Is.EqualTo(much.PriorPrecision).Within(1e-9));
        Assert.That(Values.Of(got.Covariance), Is.EqualTo(Values.Of(expected.Covariance)).Within(1e-9));
        Assert.That(Values.Of(draws.Values), Is.EqualTo(Values.Of(expectedDraws.Values)).Within(1e-9));
        List<long> chunks = [];
        little.Visit(test, (draw, first, _) => chunks.AddRange(draw == 0 ? [first] : []));
        Assert.That(chunks, Has.Count.GreaterThan(1));
    }

    [Test]
    public void Fit_PriorPrecisionNotGiven_MaximisesTheMarginalLikelihood([Values] LaplaceCovariance covariance)
    {
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier();
        LaplaceOptions options = new() { Layers = LaplaceLayers.All, Covariance = covariance };
        using ClassificationLaplace best = Fit(network, options);
        Assert.That(best.EffectiveParameters, Is.InRange(0, best.Parameters));
        foreach (double factor in new[] { 0.01, 0.99, 1.01, 100 })
        {
            using ClassificationLaplace other = Fit(network, options with { PriorPrecision = best.PriorPrecision * factor });
            Assert.That(other.LogMarginalLikelihood, Is.LessThan(best.LogMarginalLikelihood), $"{factor}");
        }
    }

    [Test]
    public void Predict_MonteCarlo_IsTheMeanSoftmaxOfTheDraws([Values] LaplaceDrawing drawing)
    {
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier();
        using ClassificationLaplace posterior = Fit(network, new LaplaceOptions { Layers = LaplaceLayers.All, Draws = 20, Drawing = drawing });
        using Tensor test = LaplaceData.Inputs(9, 5);
        using Tensor probabilities = posterior.Predict(test, LaplaceLink.MonteCarlo);
        using PredictiveSamples samples = posterior.Sample(test);
        using PredictiveSamples softmax = samples.Softmax();
        using Tensor mean = softmax.Mean();
        Assert.That(Values.Of(probabilities), Is.EqualTo(Values.Of(mean)).Within(1e-12));
    }

    [TestCase(LaplaceDrawing.Linearised, "derivatives once a batch")]
    [TestCase(LaplaceDrawing.Sampled, "whole: fc1, fc2 inside")]
    public void Explain_AllLayers_SaysWhatRuns(LaplaceDrawing drawing, string says)
    {
        using nn.Module<Tensor, Tensor> network = LaplaceData.Classifier();
        using ClassificationLaplace posterior = Fit(network, new LaplaceOptions { Layers = LaplaceLayers.All, Drawing = drawing });
        Assert.That(posterior.Explain(), Does.StartWith("Laplace approximation, 50 draws of 43 weights of 2 layers:").And.Contain(says));
    }

    private static ClassificationLaplace Fit(nn.Module<Tensor, Tensor> network, LaplaceOptions options)
    {
        using Tensor inputs = LaplaceData.Inputs();
        using Tensor labels = LaplaceData.Labels();
        return ClassificationLaplace.Fit(network, [(inputs, labels)], options);
    }
}
