using TorchSharp;
using TorchSharp.Tests;
using Uncertainty.Bnn.Distributions;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Generative;

/// <summary>Posteriors, likelihoods, divergences and their gradients as PyTorch gives them.</summary>
[TestFixture]
internal sealed class AutoencoderValueTests
{
    private const string File = "generative.csv";
    private const string State = "state_";

    private static IEnumerable<TestCaseData> Plain() => Oracle.Load(File).Cases.Where(name => name != "conditional")
        .SelectMany(name => new[] { ScalarType.Float64, ScalarType.Float32 }.Select(type => new TestCaseData(name, type)));

    [TestCaseSource(nameof(Plain))]
    public void Parts_MatchPyTorch(string name, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Oracle oracle = Oracle.Load(File);
        using VariationalAutoencoder model = Autoencoders.Plain(name);
        Fill(model, oracle, name, type);
        Tensor inputs = oracle.Tensor(name, "inputs", type);
        Tensor latents = oracle.Tensor(name, "latents", type).requires_grad_(true);
        double tolerance = type == ScalarType.Float64 ? 1e-7 : 2e-4;
        Normal posterior = model.Encode(inputs);
        Tensor likelihood = model.LogLikelihood(inputs, latents);
        AutoencoderElbo elbo = model.Elbo(inputs);
        oracle.AssertMatches(name, "location", posterior.Location, tolerance);
        oracle.AssertMatches(name, "scale", posterior.Scale, tolerance);
        oracle.AssertMatches(name, "mean", model.Decode(latents), tolerance);
        oracle.AssertMatches(name, "log_likelihood", likelihood, tolerance);
        oracle.AssertMatches(name, "kl", elbo.Kl, tolerance);
        Tensor[] gradients = [.. autograd.grad([likelihood.sum()], [latents, model.get_parameter("decoder.0.weight")!])];
        oracle.AssertMatches(name, "latent_gradient", gradients[0], tolerance, 1e-5);
        oracle.AssertMatches(name, "decoder_gradient", gradients[1], tolerance, 1e-5);
        Tensor encoder = autograd.grad([elbo.Kl.sum()], [model.get_parameter("encoder.0.weight")!])[0];
        oracle.AssertMatches(name, "encoder_gradient", encoder, tolerance, 1e-5);
        Assert.That(likelihood.dtype, Is.EqualTo(type));
        posterior.Dispose();
        elbo.Dispose();
    }

    [Test]
    public void Parts_Conditional_MatchPyTorch()
    {
        const string name = "conditional";
        using DisposeScope scope = NewDisposeScope();
        Oracle oracle = Oracle.Load(File);
        using ConditionalVariationalAutoencoder model = Autoencoders.Conditional();
        Fill(model, oracle, name, ScalarType.Float64);
        Tensor inputs = oracle.Tensor(name, "inputs", ScalarType.Float64);
        Tensor latents = oracle.Tensor(name, "latents", ScalarType.Float64);
        Tensor labels = oracle.Tensor(name, "conditions", ScalarType.Int64);
        Tensor oneHot = nn.functional.one_hot(labels, 3).to_type(ScalarType.Float64);
        foreach (Tensor conditions in new[] { labels, oneHot })
        {
            using Normal posterior = model.Encode(inputs, conditions);
            using AutoencoderElbo elbo = model.Elbo(inputs, conditions);
            oracle.AssertMatches(name, "location", posterior.Location);
            oracle.AssertMatches(name, "scale", posterior.Scale);
            oracle.AssertMatches(name, "mean", model.Decode(latents, conditions));
            oracle.AssertMatches(name, "log_likelihood", model.LogLikelihood(inputs, latents, conditions));
            oracle.AssertMatches(name, "kl", elbo.Kl);
        }
    }

    private static void Fill(LatentVariableModel model, Oracle oracle, string name, ScalarType type)
    {
        model.to(type);
        using IDisposable noGradient = no_grad();
        foreach (string entry in oracle.Names(name).Where(entry => entry.StartsWith(State, StringComparison.Ordinal)))
        {
            model.get_parameter(entry[State.Length..])!.copy_(oracle.Tensor(name, entry, type));
        }
    }
}
