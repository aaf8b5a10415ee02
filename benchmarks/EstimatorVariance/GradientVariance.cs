using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace EstimatorVariance;

/// <summary>
/// The variance of the bound's gradient on one batch over the noise of the weights, summed over the parameters: the trace of its covariance.
/// Half the squared distance of two gradients with independent noise has it as its expectation.
/// </summary>
/// <param name="Means">By the means μ.</param>
/// <param name="Rhos">By the ρ, of which the deviations are made.</param>
internal readonly record struct GradientVariance(Estimate Means, Estimate Rhos)
{
    internal static GradientVariance Of(Sequential network, Digits digits, int pairs, Action advance)
    {
        Elbo elbo = new(network, TrainedWeights.CrossEntropy, TrainedWeights.Examples);
        Parameter[] means = Of(network, "_mean");
        Parameter[] rhos = Of(network, "_rho");
        List<double> ofMeans = [];
        List<double> ofRhos = [];
        network.train();
        manual_seed(1);
        for (int pair = 0; pair < pairs; pair++)
        {
            using DisposeScope scope = NewDisposeScope();
            IList<Tensor> one = Gradient(elbo, digits, means, rhos);
            IList<Tensor> other = Gradient(elbo, digits, means, rhos);
            double[] halves = [.. one.Zip(other, (a, b) => (double)(a - b).square().sum().item<float>() / 2)];
            ofMeans.Add(halves.Take(means.Length).Sum());
            ofRhos.Add(halves.Skip(means.Length).Sum());
            advance();
        }

        return new GradientVariance(Estimate.Of(ofMeans), Estimate.Of(ofRhos));
    }

    private static Parameter[] Of(Sequential network, string ending) =>
    [
        .. network.named_parameters().Where(entry => entry.name.EndsWith(ending, StringComparison.Ordinal)).Select(entry => entry.parameter),
    ];

    private static IList<Tensor> Gradient(Elbo elbo, Digits digits, Parameter[] means, Parameter[] rhos)
    {
        using ElboTerms terms = elbo.Evaluate(digits.Images, digits.Labels);
        return autograd.grad([terms.Loss], [.. means, .. rhos]);
    }
}
