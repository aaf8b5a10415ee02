using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/variational-autoencoder.md, as it stands there.</summary>
[TestFixture]
internal sealed class GenerativeSnippetTests
{
    [Test]
    public void VariationalAutoencoderPage()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = rand(16, 1, 28, 28);
        Tensor labels = arange(0, 16).remainder(10).to_type(ScalarType.Int64);
        Tensor[] batches = [images];
        string path = Path.GetTempFileName();
        try
        {
            VariationalAutoencoderOptions options = new() { Likelihood = new BernoulliLikelihood { GreyValues = true } };
            using VariationalAutoencoder model = new(
                encoder: nn.Sequential(nn.Flatten(), nn.Linear(784, 400), nn.ReLU()),                 // [N, …] → [N, H]
                decoder: nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784)),           // [N, L] → logits
                features: 400,
                latents: 20,
                options);
            model.Train(batches, new SviOptions { Epochs = 2, AnnealingSteps = 100, Seed = 1 });

            using AutoencoderElbo elbo = model.Elbo(images);             // Reconstruction, Kl and Value: [N] nats
            using Normal posterior = model.Encode(images);               // Location and Scale: [N, L]
            Tensor likelihood = model.LogLikelihood(images, posterior.Location);      // [N] ln p(x | z), nothing random
            Tensor bound = model.LogLikelihoodBound(images, new LikelihoodBoundOptions { Draws = 20 });   // [N], tighter
            Tensor again = model.Reconstruct(images);                    // by the mean of q(z | x); by a draw with a seed
            Tensor digits = model.Sample(count: 100, seed: 1);           // [100, 784]

            model.Save(path);
            using VariationalAutoencoder loaded = VariationalAutoencoder.Load(
                path,
                encoder: nn.Sequential(nn.Flatten(), nn.Linear(784, 400), nn.ReLU()),
                decoder: nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784)));

            Assert.That(Values.Of(elbo.Kl), Has.All.GreaterThan(0));
            Assert.That(Values.Of(bound).Average(), Is.GreaterThan(Values.Of(elbo.Value).Average()));
            Assert.That(likelihood.shape, Is.EqualTo(new long[] { 16 }));
            Assert.That(digits.shape, Is.EqualTo(new long[] { 100, 784 }));
            Assert.That(again.shape, Is.EqualTo(images.shape));
            Assert.That(Values.Of(loaded.Sample(100, 1)), Is.EqualTo(Values.Of(digits)));
        }
        finally
        {
            File.Delete(path);
        }

        (Tensor, Tensor)[] labelled = [((images * 255).round() / 255, labels)];

        VariationalAutoencoderOptions pictures = new() { Likelihood = new DiscretisedLogisticLikelihood() };
        using ConditionalVariationalAutoencoder conditional = new(
            encoder: nn.Sequential(nn.Flatten(), nn.Linear(784, 400), nn.ReLU()),
            decoder: nn.Sequential(nn.Linear(20 + 10, 400), nn.ReLU(), nn.Linear(400, 784), nn.Sigmoid()),
            features: 400,
            latents: 20,
            conditions: 10,
            pictures);
        conditional.Train(labelled, new SviOptions { Epochs = 2 });              // pairs of inputs and labels
        Tensor sevens = conditional.Sample(full(8, 7, ScalarType.Int64));        // [8, 784], all of class 7
        Assert.That(sevens.shape, Is.EqualTo(new long[] { 8, 784 }));

        Tensor latents = zeros(1, 20).requires_grad_(true);
        Assert.That(conditional.Decode(latents, labels.narrow(0, 0, 1)).requires_grad, Is.True);
    }
}
