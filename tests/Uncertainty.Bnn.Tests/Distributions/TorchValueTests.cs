using TorchSharp;
using TorchSharp.Tests;
using Uncertainty.Bnn.Distributions;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>Densities, their gradients, moments and entropies as PyTorch gives them.</summary>
[TestFixture]
internal sealed class TorchValueTests
{
    private const string File = "distributions.csv";

    private static readonly Dictionary<string, Func<Dictionary<string, Tensor>, Distribution>> Makers = new()
    {
        ["Normal"] = p => new Normal(p["loc"], p["scale"]),
        ["Normal.broadcast"] = p => new Normal(p["loc"], p["scale"]),
        ["LogNormal"] = p => new LogNormal(p["loc"], p["scale"]),
        ["HalfNormal"] = p => new HalfNormal(p["scale"]),
        ["Laplace"] = p => new Laplace(p["loc"], p["scale"]),
        ["Cauchy"] = p => new Cauchy(p["loc"], p["scale"]),
        ["Gumbel"] = p => new Gumbel(p["loc"], p["scale"]),
        ["Uniform"] = p => new Uniform(p["low"], p["high"]),
        ["Exponential"] = p => new Exponential(p["rate"]),
        ["Gamma"] = p => new Gamma(p["concentration"], p["rate"]),
        ["Beta"] = p => new Beta(p["concentration1"], p["concentration0"]),
        ["Dirichlet"] = p => new Dirichlet(p["concentration"]),
        ["Bernoulli.probs"] = p => Bernoulli.FromProbabilities(p["probs"]),
        ["Bernoulli.logits"] = p => Bernoulli.FromLogits(p["logits"]),
        ["Geometric.probs"] = p => new Geometric(p["probs"]),
        ["Poisson"] = p => new Poisson(p["rate"]),
        ["Categorical.logits"] = p => Categorical.FromLogits(p["logits"]),
        ["MultivariateNormal.scale_tril"] = p => MultivariateNormal.FromCholesky(p["loc"], p["scale_tril"]),
        ["MultivariateNormal.covariance_matrix"] = p => MultivariateNormal.FromCovariance(p["loc"], p["covariance_matrix"]),
        ["MultivariateNormal.batch"] = p => MultivariateNormal.FromCholesky(p["loc"], p["scale_tril"]),
        ["Transformed.Exp"] = p => Of(p, new ExpBijector()),
        ["Transformed.Sigmoid"] = p => Of(p, new SigmoidBijector()),
        ["Transformed.Tanh"] = p => Of(p, new TanhBijector()),
        ["Transformed.Affine"] = p => Of(p, new AffineBijector(1, -2)),
        ["Transformed.ExpPower"] = p => Of(p, new ChainBijector(new ExpBijector(), new PowerBijector(0.5))),
        ["Transformed.Compose"] = p => Of(p, new ChainBijector(new AffineBijector(0.5, 2), new TanhBijector())),
        ["Transformed.ExpInverse"] = p =>
            new TransformedDistribution(new Gamma(p["concentration"], p["rate"]), new InvertBijector(new ExpBijector())),
    };

    private static IEnumerable<string> Names => Makers.Keys;

    [TestCaseSource(nameof(Names))]
    public void Members_HaveTheRecordedValues(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Oracle oracle = Oracle.Load(File);
        Dictionary<string, Tensor> parameters = oracle.Names(name)
            .Where(entry => entry.StartsWith("param_", StringComparison.Ordinal))
            .ToDictionary(entry => entry["param_".Length..], entry => oracle.Tensor(name, entry, ScalarType.Float64).requires_grad_(true));
        using Distribution distribution = Makers[name](parameters);
        Tensor logProbability = distribution.LogProbability(oracle.Tensor(name, "value", ScalarType.Float64));
        int compared = 0;
        Compare("log_prob", logProbability);
        foreach ((string key, Tensor parameter) in parameters)
        {
            if (oracle.Has(name, $"grad_{key}"))
            {
                Compare($"grad_{key}", autograd.grad([logProbability.sum()], [parameter], retain_graph: true)[0]);
            }
        }

        if (distribution is IHasMoments moments && !name.StartsWith("Categorical", StringComparison.Ordinal))
        {
            Compare("mean", moments.Mean());
            Compare("variance", moments.Variance());
        }

        Compare("entropy", (distribution as IHasEntropy)?.Entropy());
        Compare("cdf", (distribution as ScalarDistribution)?.Cdf(oracle.Tensor(name, "value", ScalarType.Float64)));
        if (oracle.Has(name, "level"))
        {
            Compare("icdf", (distribution as IHasInverseCdf)?.InverseCdf(oracle.Tensor(name, "level", ScalarType.Float64)));
        }

        Assert.That(compared, Is.GreaterThanOrEqualTo(2));

        void Compare(string entry, Tensor? got)
        {
            if (got is not null && oracle.Has(name, entry))
            {
                // Nine digits are recorded; PyTorch keeps probabilities away from 0 and 1 by 1e-16.
                oracle.AssertMatches(name, entry, got, relative: 2e-8, absolute: 1e-9);
                compared++;
            }
        }
    }

    private static TransformedDistribution Of(Dictionary<string, Tensor> parameters, Bijector bijector) =>
        new(new Normal(parameters["loc"], parameters["scale"]), bijector);
}
