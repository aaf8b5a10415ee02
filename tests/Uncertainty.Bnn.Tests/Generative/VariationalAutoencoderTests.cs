using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Generative;

[TestFixture]
internal sealed class VariationalAutoencoderTests
{
    private static readonly string[] Names = ["bernoulli", "gaussian.learnt", "gaussian.decoded", "logistic.learnt"];

    [TestCaseSource(nameof(Names))]
    public void EveryOperation_LeavesNoTensorAndNoTrace(string name)
    {
        using VariationalAutoencoder model = Autoencoders.Plain(name);
        using Tensor inputs = Autoencoders.Inputs(name, 5);
        using Tensor latents = Networks.Inputs(4, 5, Autoencoders.Latents);
        string before = NetworkState.Of([model]);
        Leaks.AssertNone(() => model.Encode(inputs).Dispose());
        Leaks.AssertNone(() => model.Decode(latents).Dispose());
        Leaks.AssertNone(() => model.LogLikelihood(inputs, latents).Dispose());
        Leaks.AssertNone(() => model.Elbo(inputs).Dispose());
        Leaks.AssertNone(() => model.LogLikelihoodBound(inputs, new LikelihoodBoundOptions { Draws = 2 }).Dispose());
        Leaks.AssertNone(() => model.Reconstruct(inputs).Dispose());
        Leaks.AssertNone(() => model.Reconstruct(inputs, seed: 1).Dispose());
        Leaks.AssertNone(() => model.Sample(3).Dispose());
        Leaks.AssertNone(() => model.Sample(3, withNoise: true).Dispose());
        Leaks.AssertNone(() => _ = model.LearntScale);
        Assert.That(NetworkState.Of([model]), Is.EqualTo(before));
    }

    [Test]
    public void EveryOperation_Conditional_LeavesNoTensorAndNoTrace()
    {
        using ConditionalVariationalAutoencoder model = Autoencoders.Conditional();
        using Tensor inputs = Autoencoders.Inputs("conditional", 4);
        using Tensor latents = Networks.Inputs(4, 4, Autoencoders.Latents);
        using Tensor labels = tensor(new long[] { 0, 2, 1, 2 });
        string before = NetworkState.Of([model]);
        Leaks.AssertNone(() => model.Encode(inputs, labels).Dispose());
        Leaks.AssertNone(() => model.Decode(latents, labels).Dispose());
        Leaks.AssertNone(() => model.LogLikelihood(inputs, latents, labels).Dispose());
        Leaks.AssertNone(() => model.Elbo(inputs, labels).Dispose());
        Leaks.AssertNone(() => model.LogLikelihoodBound(inputs, labels, new LikelihoodBoundOptions { Draws = 2 }).Dispose());
        Leaks.AssertNone(() => model.Reconstruct(inputs, labels, seed: 1).Dispose());
        Leaks.AssertNone(() => model.Sample(labels).Dispose());
        Assert.That(NetworkState.Of([model]), Is.EqualTo(before));
    }

    [Test]
    public void Elbo_IsReconstructionLessBetaTimesKl()
    {
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Autoencoders.Plain("gaussian.fixed", beta: 3);
        Tensor inputs = Autoencoders.Inputs("gaussian.fixed", 4);
        using AutoencoderElbo elbo = model.Elbo(inputs, seed: 6);
        using Normal posterior = model.Encode(inputs);
        double[] kl = Values.Of(elbo.Kl);
        double[] reconstruction = Values.Of(elbo.Reconstruction);
        Assert.That(elbo.Beta, Is.EqualTo(3));
        Assert.That(Values.Of(elbo.Value), Is.EqualTo(reconstruction.Zip(kl, (r, k) => r - (3 * k))).Within(1e-5));
        Assert.That(Values.Of(model.LogLikelihood(inputs, posterior.Sample([], 6))), Is.EqualTo(reconstruction).Within(1e-5));

        // The divergence as its formula has it: ½ Σ μ² + σ² − 1 − ln σ².
        double[] means = Values.Of(posterior.Location);
        double[] deviations = Values.Of(posterior.Scale);
        for (int n = 0; n < 4; n++)
        {
            double naive = 0;
            for (int l = 0; l < Autoencoders.Latents; l++)
            {
                int at = (n * Autoencoders.Latents) + l;
                naive += 0.5 * ((means[at] * means[at]) + (deviations[at] * deviations[at]) - 1 - (2 * Math.Log(deviations[at])));
            }

            Assert.That(kl[n], Is.EqualTo(naive).Within(1e-5));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Elbo_Gradient_IsThatOfFiniteDifferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Autoencoders.Plain(name);
        model.to(ScalarType.Float64);
        Tensor inputs = Autoencoders.Inputs(name, 3).to_type(ScalarType.Float64);
        if (name.StartsWith("logistic", StringComparison.Ordinal))
        {
            inputs = (inputs * 255).round() / 255;
        }

        double Sum()
        {
            using IDisposable noGradient = no_grad();
            using AutoencoderElbo value = model.Elbo(inputs, seed: 3);
            return Values.Of(value.Value).Sum();
        }

        using AutoencoderElbo elbo = model.Elbo(inputs, seed: 3);
        (string Name, Tensor Place)[] places = [.. model.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter))];
        Tensor[] gradients = [.. autograd.grad([elbo.Value.sum()], [.. places.Select(place => place.Place)])];
        const double Step = 1e-5;
        for (int i = 0; i < places.Length; i++)
        {
            using IDisposable noGradient = no_grad();
            Tensor flat = places[i].Place.detach().reshape(-1);
            double[] got = Values.Of(gradients[i]);
            for (int j = 0; j < got.Length; j++)
            {
                Tensor element = flat.narrow(0, j, 1);
                element.add_(Step);
                double above = Sum();
                element.sub_(2 * Step);
                double below = Sum();
                element.add_(Step);
                Assert.That(got[j], Is.EqualTo((above - below) / (2 * Step)).Within(1e-4 + (1e-5 * Math.Abs(got[j]))), $"{places[i].Name}[{j}]");
            }
        }
    }

    [Test]
    public void Decode_HasAGradientToTheLatents()
    {
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        Tensor latents = Networks.Inputs(4, 3, Autoencoders.Latents).requires_grad_(true);
        Tensor gradient = autograd.grad([model.Decode(latents).sum()], [latents])[0];
        Assert.That(Values.Of(gradient), Has.Some.Not.Zero);
        using IDisposable noGradient = no_grad();
        Assert.That(model.Decode(latents).requires_grad, Is.False);
    }

    [Test]
    public void Seeds_SameSeedSameBits_OtherSeedOtherDraws()
    {
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        Tensor inputs = Autoencoders.Inputs("bernoulli", 5);
        double[] Elbo(long seed)
        {
            using AutoencoderElbo terms = model.Elbo(inputs, seed);
            return Values.Of(terms.Value);
        }

        double[] elbo = Elbo(1);
        double[] sample = Values.Of(model.Sample(4, 1));
        Assert.That(Elbo(1), Is.EqualTo(elbo));
        Assert.That(Elbo(2), Is.Not.EqualTo(elbo));
        Assert.That(Values.Of(model.Sample(4, 1)), Is.EqualTo(sample));
        Assert.That(Values.Of(model.Sample(4, 2)), Is.Not.EqualTo(sample));
        Assert.That(Values.Of(model.Reconstruct(inputs, 1)), Is.Not.EqualTo(Values.Of(model.Reconstruct(inputs, 2))));
        using Normal posterior = model.Encode(inputs);
        Assert.That(Values.Of(model.Reconstruct(inputs)), Is.EqualTo(Values.Of(model.Decode(posterior.Location))));
    }

    [Test]
    public void LogLikelihoodBound_SmallerChunks_SameNumbers()
    {
        using DisposeScope scope = NewDisposeScope();
        using ConditionalVariationalAutoencoder model = Autoencoders.Conditional();
        Tensor inputs = Autoencoders.Inputs("conditional", 11);
        Tensor labels = arange(0, 11).remainder(3).to_type(ScalarType.Int64);
        double[] Bound(LikelihoodBoundOptions options) => Values.Of(model.LogLikelihoodBound(inputs, labels, options));
        double[] whole = Bound(new LikelihoodBoundOptions { Draws = 7 });
        Assert.That(Bound(new LikelihoodBoundOptions { Draws = 7, BatchSize = 2 }), Is.EqualTo(whole).Within(1e-5));
        Assert.That(Bound(new LikelihoodBoundOptions { Draws = 7, MemoryLimit = 1 }), Is.EqualTo(whole).Within(1e-5));
    }

    [Test]
    public void LogLikelihoodBound_Cancelled_ThrowsAfterTheReport()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        using Tensor inputs = Autoencoders.Inputs("bernoulli", 3);
        using CancellationTokenSource source = new();
        Reports<int> reports = new(_ => source.Cancel());
        Assert.That(
            () => model.LogLikelihoodBound(inputs, null, reports, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(reports.Seen, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void Networks_OfOtherShapesThanTheInputs_AreFlattenedAndGivenBack()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        using VariationalAutoencoder model = new(
            nn.Sequential(("conv", nn.Conv2d(1, 2, 3)), ("norm", nn.BatchNorm2d(2)), ("flat", nn.Flatten())),
            nn.Sequential(("fc", nn.Linear(2, 32)), ("drop", nn.Dropout(0.5)), ("shape", nn.Unflatten(1, [2, 4, 4]))),
            features: 8,
            latents: 2,
            new VariationalAutoencoderOptions { Likelihood = new GaussianLikelihood { ScaleFrom = LikelihoodScale.Decoded } });
        Tensor inputs = Networks.Inputs(1, 3, 1, 4, 4);
        string before = NetworkState.Of([model]);
        Assert.That(model.Reconstruct(inputs).shape, Is.EqualTo(inputs.shape));
        Assert.That(model.Sample(2).shape, Is.EqualTo(new long[] { 2, 1, 4, 4 }));
        using AutoencoderElbo one = model.Elbo(inputs);
        using AutoencoderElbo two = model.Elbo(inputs);
        Assert.That(Values.Of(one.Value), Is.EqualTo(Values.Of(two.Value)), "no dropout, no batch statistics");
        Assert.That(NetworkState.Of([model]), Is.EqualTo(before));
    }

    [Test]
    public void BadInput_ThrowsWithTheParametersName()
    {
        using DisposeScope scope = NewDisposeScope();
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        using ConditionalVariationalAutoencoder conditional = Autoencoders.Conditional();
        Tensor inputs = Autoencoders.Inputs("bernoulli", 2);
        Tensor grey = full(2, 4, 0.5f);
        Bad(() => model.Elbo(grey).Dispose(), "inputs");
        Bad(() => model.LogLikelihoodBound(grey), "inputs");
        Bad(() => model.LogLikelihood(grey, zeros(2, 2)), "inputs");
        Bad(() => model.Encode(zeros(0, 4)).Dispose(), "inputs");
        Bad(() => model.Encode(zeros(4)).Dispose(), "inputs");
        Bad(() => model.Encode(full(2, 4, double.NaN)).Dispose(), "inputs");
        Bad(() => model.Encode(zeros(2, 4, ScalarType.Int64)).Dispose(), "inputs");
        Bad(() => model.Reconstruct(null!), "inputs");
        Bad(() => model.Decode(zeros(2, 3)), "latents");
        Bad(() => model.Decode(full(2, 2, double.PositiveInfinity)), "latents");
        Bad(() => model.LogLikelihood(inputs, zeros(3, 2)), "latents");
        Bad(() => model.Sample(0), "count");
        Bad(() => conditional.Encode(grey, tensor(new long[] { 0 })).Dispose(), "conditions");
        Bad(() => conditional.Encode(grey, tensor(new long[] { 0, 3 })).Dispose(), "conditions");
        Bad(() => conditional.Encode(grey, tensor(new long[] { 0, -1 })).Dispose(), "conditions");
        Bad(() => conditional.Encode(grey, zeros(2, 2)).Dispose(), "conditions");
        Bad(() => conditional.Encode(grey, full(2, 3, double.NaN)).Dispose(), "conditions");
        Bad(() => conditional.Sample(null!), "conditions");
        nn.Module<Tensor, Tensor> one = nn.Linear(2, 2);
        Bad(() => _ = new VariationalAutoencoder(one, one, 2, 2), "decoder");
        Bad(() => _ = new VariationalAutoencoder(null!, one, 2, 2), "encoder");
        Bad(() => _ = new VariationalAutoencoder(one, nn.Identity(), 0, 2), "features");
        Bad(() => _ = new VariationalAutoencoder(one, nn.Identity(), 2, 0), "latents");
        Bad(() => _ = new ConditionalVariationalAutoencoder(one, nn.Identity(), 2, 2, 0), "conditions");
    }

    [Test]
    public void Networks_ThatDoNotFit_ThrowAndSayWhatWasExpected()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = Autoencoders.Inputs("bernoulli", 2);
        using VariationalAutoencoder features = new(nn.Linear(4, 3), nn.Linear(2, 4), features: 5, latents: 2);
        using VariationalAutoencoder outputs = new(nn.Linear(4, 3), nn.Linear(2, 5), features: 3, latents: 2);
        using VariationalAutoencoder odd = new(
            nn.Linear(4, 3), nn.Linear(2, 5), 3, 2, new VariationalAutoencoderOptions { Likelihood = new GaussianLikelihood { ScaleFrom = LikelihoodScale.Decoded } });
        Assert.That(() => features.Encode(inputs), Throws.InvalidOperationException.With.Message.Contains("H = 5"));
        Assert.That(() => outputs.Elbo(inputs), Throws.InvalidOperationException.With.Message.Contains("[2, 5]"));
        Assert.That(() => odd.Elbo(inputs), Throws.InvalidOperationException.With.Message.Contains("2D"));
        using IDisposable noGradient = no_grad();
        outputs.get_parameter("latent.bias")!.fill_(double.NaN);
        Assert.That(() => outputs.Encode(inputs), Throws.InvalidOperationException.With.Message.Contains("encoder"));
        outputs.get_parameter("latent.bias")!.fill_(1e6);
        Assert.That(() => outputs.Encode(inputs), Throws.InvalidOperationException.With.Message.Contains("scale"));
    }

    private static void Bad(Action action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));
}
