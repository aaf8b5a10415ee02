using Uncertainty.Bnn.Distributions;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Reference;

internal static partial class ReferenceFunctions
{
    private const string Of = "parameters/";

    private static Dictionary<string, Func<ReferenceCase, object>> Families => new()
    {
        ["distributions.normal"] = c => Described(c, Normal(c, Of)),
        ["distributions.log_normal"] = c => Described(c, LogNormal(c, Of)),
        ["distributions.bernoulli"] = c => Described(c, Bernoulli.FromProbabilities(Input(c, Of + "probs"))),
        ["distributions.beta"] = c => Described(c, Beta(c, Of)),
        ["distributions.gamma"] = c => Described(c, Gamma(c, Of)),
        ["distributions.exponential"] = c => Described(c, Exponential(c, Of)),
        ["distributions.laplace"] = c => Described(c, Laplace(c, Of)),
        ["distributions.gumbel"] = c => Described(c, Gumbel(c, Of)),
        ["distributions.logistic"] = c => Described(c, new Logistic(Input(c, Of + "loc"), Input(c, Of + "scale"))),
        ["distributions.poisson"] = c => Described(c, Poisson(c, Of)),
        ["distributions.geometric"] = c => Described(c, Geometric(c, Of)),
        ["distributions.student_t"] = c =>
            Described(c, new StudentT(Input(c, Of + "df"), Input(c, Of + "loc"), Input(c, Of + "scale"))),
        ["distributions.cauchy"] = c => Described(c, Cauchy(c, Of)),
        ["distributions.half_normal"] = c => Described(c, HalfNormal(c, Of)),
        ["distributions.uniform"] = c => Described(c, Uniform(c, Of)),
        ["distributions.normal_log_cdf"] = c => InScope(() =>
        {
            using Normal normal = Normal(c, Of);
            return Values.Of(normal.LogCdf(Input(c, "x")));
        }),
        ["distributions.categorical"] = c => InScope(() =>
        {
            using Categorical categorical = Categorical.FromProbabilities(Input(c, "probs"));
            Tensor classes = arange(categorical.Classes);
            return Members(
                ("log_prob", Values.Of(categorical.LogProbability(classes))),
                ("entropy", categorical.Entropy().item<double>()),
                ("cdf", Values.Of(categorical.Cdf(classes))),
                ("mean", categorical.Mean().item<double>()),
                ("variance", categorical.Variance().item<double>()));
        }),
        ["distributions.categorical_logits"] = c => InScope(() =>
        {
            using Categorical categorical = Categorical.FromLogits(Input(c, "logits"));
            return Members(
                ("log_prob", Values.Of(categorical.LogProbability(arange(categorical.Classes)))),
                ("probs", Values.Of(categorical.Probabilities)),
                ("entropy", categorical.Entropy().item<double>()));
        }),
        ["distributions.bernoulli_logits"] = c => InScope(() =>
        {
            using Bernoulli bernoulli = Bernoulli.FromLogits(Input(c, "logits"));
            return Members(
                ("log_prob", Values.Of(bernoulli.LogProbability(Input(c, "x")))), ("entropy", Values.Of(bernoulli.Entropy())));
        }),
        ["distributions.dirichlet"] = c => InScope(() =>
        {
            using Dirichlet dirichlet = new(Input(c, "concentration"));
            return Members(
                ("log_prob", Values.Of(dirichlet.LogProbability(Input(c, "x")))),
                ("mean", Values.Of(dirichlet.Mean())),
                ("variance", Values.Of(dirichlet.Variance())),
                ("entropy", dirichlet.Entropy().item<double>()));
        }),
        ["distributions.multivariate_normal"] = c => InScope(() =>
        {
            using MultivariateNormal normal = MultivariateNormal.FromCovariance(Input(c, "mean"), Input(c, "covariance"));
            return Members(
                ("log_prob", Values.Of(normal.LogProbability(Input(c, "x")))),
                ("entropy", normal.Entropy().item<double>()),
                ("variance", Values.Of(normal.Variance())),
                ("mahalanobis_squared", Values.Of(normal.SquaredMahalanobis(Input(c, "x")))));
        }),
    };

    private static Normal Normal(ReferenceCase c, string of) => new(Input(c, of + "loc"), Input(c, of + "scale"));

    private static LogNormal LogNormal(ReferenceCase c, string of) => new(Input(c, of + "loc"), Input(c, of + "scale"));

    private static Laplace Laplace(ReferenceCase c, string of) => new(Input(c, of + "loc"), Input(c, of + "scale"));

    private static Gumbel Gumbel(ReferenceCase c, string of) => new(Input(c, of + "loc"), Input(c, of + "scale"));

    private static Cauchy Cauchy(ReferenceCase c, string of) => new(Input(c, of + "loc"), Input(c, of + "scale"));

    private static HalfNormal HalfNormal(ReferenceCase c, string of) => new(Input(c, of + "scale"));

    private static Exponential Exponential(ReferenceCase c, string of) => new(Input(c, of + "rate"));

    private static Poisson Poisson(ReferenceCase c, string of) => new(Input(c, of + "rate"));

    private static Geometric Geometric(ReferenceCase c, string of) => new(Input(c, of + "probs"));

    private static Uniform Uniform(ReferenceCase c, string of) => new(Input(c, of + "low"), Input(c, of + "high"));

    private static Gamma Gamma(ReferenceCase c, string of) => new(Input(c, of + "concentration"), Input(c, of + "rate"));

    private static Beta Beta(ReferenceCase c, string of) => new(Input(c, of + "concentration1"), Input(c, of + "concentration0"));

    /// <summary>The values of one distribution. Where there is no member for a moment, the record says not-a-number.</summary>
    private static object Described(ReferenceCase c, ScalarDistribution distribution) => InScope(() =>
    {
        using (distribution)
        {
            Tensor x = Input(c, "x");
            IHasMoments? moments = distribution as IHasMoments;
            return Members(
                ("log_prob", Values.Of(distribution.LogProbability(x))),
                ("cdf", Values.Of(distribution.Cdf(x))),
                ("survival", Values.Of(distribution.Survival(x))),
                ("log_cdf", Values.Of(distribution.LogCdf(x))),
                ("log_survival", Values.Of(distribution.LogSurvival(x))),
                ("mean", moments?.Mean().item<double>() ?? double.NaN),
                ("variance", moments?.Variance().item<double>() ?? double.NaN),
                ("entropy", ((IHasEntropy)distribution).Entropy().item<double>()));
        }
    });
}
