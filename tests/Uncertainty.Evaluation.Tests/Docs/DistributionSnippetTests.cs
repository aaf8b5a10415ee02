using TorchSharp;
using Uncertainty.Bnn.Distributions;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/distributions.md, as it stands there.</summary>
[TestFixture]
internal sealed class DistributionSnippetTests
{
    [Test]
    public void DistributionsPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using Normal posterior = new(torch.tensor(0.3), torch.tensor(0.2));
        using Normal prior = new(torch.tensor(0.0), torch.tensor(0.1));
        Tensor divergence = KullbackLeibler.Divergence(posterior, prior);      // 5.3069 nats; the reverse would be 1.4431
        Tensor weights = posterior.Sample([1000], seed: 1);                    // [1000], with gradients to the parameters
        Tensor logPrior = prior.LogProbability(weights);

        using Normal parts = new(torch.zeros(2), torch.tensor(new[] { 0.1f, 1f }));
        using Mixture spikeAndSlab = Mixture.Of(torch.tensor(new[] { 0.7f, 0.3f }), parts);
        using TransformedDistribution between = new(prior, new ChainBijector(new TanhBijector(), new AffineBijector(shift: 1, scale: 2)));
        Tensor density = between.Probability(torch.tensor(0.9));               // 0 outside (−1, 3)

        Assert.That(divergence.item<double>(), Is.EqualTo(5.3069).Within(5e-5));
        Assert.That(logPrior.shape, Is.EqualTo(new long[] { 1000 }));
        Assert.That(spikeAndSlab.Mean().item<float>(), Is.Zero);
        Assert.That(density.item<double>(), Is.Positive);
        Assert.That(between.Probability(torch.tensor(3.1)).item<double>(), Is.Zero);
    }
}
