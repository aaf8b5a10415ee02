using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;

namespace Uncertainty.Bnn.Tests.Reference;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Divergences => new()
    {
        ["distributions.kl_normal"] = c => WithCrossEntropy(Normal(c, "p/"), Normal(c, "q/")),
        ["distributions.kl_log_normal"] = c => WithCrossEntropy(LogNormal(c, "p/"), LogNormal(c, "q/")),
        ["distributions.kl_bernoulli"] = c => WithCrossEntropy(
            Bernoulli.FromProbabilities(Input(c, "p/probs")), Bernoulli.FromProbabilities(Input(c, "q/probs"))),
        ["distributions.kl_beta"] = c => WithCrossEntropy(Beta(c, "p/"), Beta(c, "q/")),
        ["distributions.kl_gamma"] = c => WithCrossEntropy(Gamma(c, "p/"), Gamma(c, "q/")),
        ["distributions.kl_exponential"] = c => WithCrossEntropy(Exponential(c, "p/"), Exponential(c, "q/")),
        ["distributions.kl_laplace"] = c => WithCrossEntropy(Laplace(c, "p/"), Laplace(c, "q/")),
        ["distributions.kl_gumbel"] = c => WithCrossEntropy(Gumbel(c, "p/"), Gumbel(c, "q/")),
        ["distributions.kl_poisson"] = c => WithCrossEntropy(Poisson(c, "p/"), Poisson(c, "q/")),
        ["distributions.kl_geometric"] = c => WithCrossEntropy(Geometric(c, "p/"), Geometric(c, "q/")),
        ["distributions.kl_half_normal"] = c => WithCrossEntropy(HalfNormal(c, "p/"), HalfNormal(c, "q/")),
        ["distributions.kl_uniform"] = c => WithCrossEntropy(Uniform(c, "p/"), Uniform(c, "q/")),
        ["distributions.kl_cauchy"] = c => WithCrossEntropy(Cauchy(c, "p/"), Cauchy(c, "q/")),
        ["distributions.kl_categorical"] = c => Alone(
            Categorical.FromProbabilities(Input(c, "p/probs")), Categorical.FromProbabilities(Input(c, "q/probs"))),
        ["distributions.kl_dirichlet"] = c => Alone(
            new Dirichlet(Input(c, "p/concentration")), new Dirichlet(Input(c, "q/concentration"))),
        ["distributions.kl_multivariate_normal"] = c => Alone(
            MultivariateNormal.FromCovariance(Input(c, "p/mean"), Input(c, "p/covariance")),
            MultivariateNormal.FromCovariance(Input(c, "q/mean"), Input(c, "q/covariance"))),
        ["distributions.kl_exponential_gamma"] = c => Alone(Exponential(c, "p/"), Gamma(c, "q/")),
        ["distributions.kl_laplace_normal"] = c => Alone(Laplace(c, "p/"), Normal(c, "q/")),
        ["distributions.kl_uniform_normal"] = c => Alone(Uniform(c, "p/"), Normal(c, "q/")),
        ["distributions.kl_normal_laplace"] = c => Alone(Normal(c, "p/"), Laplace(c, "q/")),
    };

    private static object Alone(Distribution first, Distribution second) =>
        Compared(first, second, () => Members(("kl", KullbackLeibler.Divergence(first, second).item<double>())));

    private static object WithCrossEntropy(Distribution first, Distribution second) => Compared(first, second, () => Members(
        ("kl", KullbackLeibler.Divergence(first, second).item<double>()),
        ("cross_entropy", KullbackLeibler.CrossEntropy(first, second).item<double>())));

    private static object Compared(Distribution first, Distribution second, Func<object> compare)
    {
        using (first)
        using (second)
        {
            return InScope(compare);
        }
    }
}
