using static TorchSharp.torch;

namespace TorchSharp.Tests.Distributions;

internal static class ReparameterizationCheck
{
    private const int Draws = 50;

    /// <summary>Compares the gradients of draws with those that the distribution function implies.</summary>
    public static void AssertImplicitGradients(DistributionCase known, double tolerance)
    {
        manual_seed(21);
        Tensor draws = known.Distribution.rsample(Draws);
        Assert.That(draws.requires_grad, Is.True);
        Tensor[] parameters = [.. known.Parameters.Values];
        Tensor weights = rand(draws.shape, dtype: ScalarType.Float64);
        IList<Tensor> direct = autograd.grad([(draws * weights).sum()], parameters);

        Tensor fixedDraws = draws.detach();
        Tensor density = known.Distribution.log_prob(fixedDraws).exp().detach();
        Tensor moved = -(known.Distribution.cdf(fixedDraws) / density * weights).sum();
        IList<Tensor> implied = autograd.grad([moved], parameters);
        foreach ((string name, int i) in known.Parameters.Keys.Select((name, i) => (name, i)))
        {
            double scale = 1 + implied[i].abs().max().item<double>();
            double worst = (direct[i] - implied[i]).abs().max().item<double>();
            Assert.That(worst / scale, Is.LessThan(tolerance), name);
        }
    }
}
