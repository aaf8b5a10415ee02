using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class ReconstructionDetectorTests
{
    [Test]
    public void Score_OneModule_IsTheSumOfSquares()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.nn.Module<Tensor, Tensor> zero = torch.nn.Sequential(torch.nn.Dropout(0.5), torch.nn.Linear(3, 3));
        foreach (Tensor weight in zero.parameters())
        {
            torch.nn.init.zeros_(weight);
        }

        Tensor inputs = torch.tensor(new[] { 1f, 2, 3, 0, 0, -2 }, [2, 3]);
        ReconstructionDetector detector = new(AutoencoderReader.Of(zero));
        Assert.That(Values.Of(detector.Score(inputs)), Is.EqualTo(new double[] { 14, 4 }));
    }

    [Test]
    public void Score_EncoderAndDecoder_RunInEvaluationModeOnCopies()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.nn.Module<Tensor, Tensor> encoder = torch.nn.Sequential(torch.nn.Dropout(0.9), torch.nn.ReLU(inplace: true));
        torch.nn.Module<Tensor, Tensor> decoder = torch.nn.Sequential(torch.nn.Dropout(0.9));
        Tensor inputs = torch.tensor(new[] { 1f, -2, 3, -4 }, [2, 2]);
        ReconstructionDetector detector = new(AutoencoderReader.Of(encoder, decoder));
        Assert.That(Values.Of(detector.Score(inputs)), Is.EqualTo(new double[] { 4, 16 }));
        Assert.That(Values.Of(inputs), Is.EqualTo(new double[] { 1, -2, 3, -4 }));
        Assert.That(encoder.training && decoder.training, Is.True);
    }

    [Test]
    public void Score_VariationalAutoencoder_IsBothErrorsOfTheMean()
    {
        using ToyProblem toy = new();
        using DisposeScope scope = torch.NewDisposeScope();
        VariationalAutoencoder model = ToyAutoencoders.Of(toy);
        double[] squared = Values.Of(new ReconstructionDetector(AutoencoderReader.Of(model)).Score(toy.Inliers));
        double[] unlikely = Values.Of(
            new ReconstructionDetector(AutoencoderReader.Of(model, ReconstructionError.NegativeLogLikelihood)).Score(toy.Inliers));
        double[] inputs = Values.Of(toy.Inliers);
        double[] means = Values.Of(model.Reconstruct(toy.Inliers));
        double[] expected = [.. inputs.Zip(means, (x, mean) => (x - mean) * (x - mean)).Chunk(4).Select(row => row.Sum())];
        Assert.That(squared, Is.EqualTo(expected).Within(1e-5));

        // Of a normal likelihood with σ = 1/2 in four dimensions.
        double constant = 2 * Math.Log(2 * Math.PI * 0.25);
        Assert.That(unlikely, Is.EqualTo(expected.Select(error => (2 * error) + constant)).Within(1e-4));
    }

    [Test]
    public void Score_BernoulliLikelihood_RefusesInputsOutsideItsSupport()
    {
        using VariationalAutoencoder model = new(torch.nn.Linear(4, 6), torch.nn.Linear(2, 4), features: 6, latents: 2);
        using Tensor inputs = torch.full(3, 4, 1.5f);
        AutoencoderReader likelihood = AutoencoderReader.Of(model, ReconstructionError.NegativeLogLikelihood);
        Assert.That(Name(() => new ReconstructionDetector(likelihood).Score(inputs)), Is.EqualTo("inputs"));
        Assert.That(Name(() => new ElboDetector(model).Score(inputs)), Is.EqualTo("inputs"));
        Assert.That(Name(() => new LikelihoodRegretDetector(model).Score(inputs)), Is.EqualTo("inputs"));
        using Tensor scores = new ReconstructionDetector(AutoencoderReader.Of(model)).Score(inputs);
        Assert.That(Values.Of(scores), Has.All.GreaterThan(0));
    }

    [Test]
    public void Score_WhatANetworkCannotTake_NamesTheInputs()
    {
        using ToyProblem toy = new();
        using Tensor wide = torch.ones(3, 9);
        using Tensor whole = torch.ones(3, 4, dtype: torch.ScalarType.Int64);
        VariationalAutoencoder model = ToyAutoencoders.Of(toy);
        IOodDetector[] detectors =
        [
            new ReconstructionDetector(AutoencoderReader.Of(model)), new ElboDetector(model), new LikelihoodRegretDetector(model),
        ];
        foreach (IOodDetector detector in detectors)
        {
            Assert.That(Name(() => detector.Score(wide)), Is.EqualTo("inputs"));
            Assert.That(Name(() => detector.Score(whole)), Is.EqualTo("inputs"));
        }
    }

    [Test]
    public void Score_OutputsThatAreNoReconstruction_AreAnError()
    {
        using Tensor inputs = torch.ones(3, 4);
        using torch.nn.Module<Tensor, Tensor> narrow = torch.nn.Linear(4, 3);
        Assert.That(
            () => new ReconstructionDetector(AutoencoderReader.Of(narrow)).Score(inputs),
            Throws.InvalidOperationException.With.Message.Contains("as many values"));
        Assert.That(
            () => new ReconstructionDetector(AutoencoderReader.From(x => x.sum(1L), x => x)).Score(inputs),
            Throws.InvalidOperationException.With.Message.Contains("[N, L]"));
        Assert.That(
            () => new ReconstructionDetector(AutoencoderReader.From(x => x.clone(), x => x.clone(), (x, _) => x.sum())).Score(inputs),
            Throws.InvalidOperationException.With.Message.Contains("must be [N]"));
        Assert.That(
            () => new ReconstructionDetector(AutoencoderReader.From(x => x.clone(), x => x / 0)).Score(inputs),
            Throws.InvalidOperationException.With.Message.Contains("not finite"));
    }

    [Test]
    public void Of_VariationalAutoencoder_RefusesAnErrorOfAFunction()
    {
        using ToyProblem toy = new();
        Assert.That(Name(() => AutoencoderReader.Of(ToyAutoencoders.Of(toy), ReconstructionError.Given)), Is.EqualTo("error"));
    }

    private static string? Name(Action act) => Assert.Catch<ArgumentException>(act)!.ParamName;
}
