using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Tests.Distributions;

/// <summary>One row of <c>distributions.csv</c>: a distribution in float64, its parameters, and what PyTorch says of it.</summary>
internal sealed partial class DistributionCase : IDisposable
{
    private static readonly Oracle Known = Oracle.Load("distributions.csv");
    private static readonly string[] Members = ["log_prob", "cdf", "icdf", "mean", "variance", "stddev", "mode", "entropy"];

    private readonly string _name;

    public DistributionCase(string name)
    {
        _name = name;
        Parameters = Known.Names(name).Where(entry => entry.StartsWith("param_", StringComparison.Ordinal))
            .ToDictionary(entry => entry["param_".Length..], entry => Get(entry).requires_grad_());
        Distribution = Make(name, Parameters);
    }

    public static IEnumerable<string> Names => Known.Cases;

    /// <summary>Every value that PyTorch gave, as case and entry.</summary>
    public static IEnumerable<(string Case, string Entry)> Entries =>
        Known.Cases.SelectMany(name => Known.Names(name)
            .Where(entry => Members.Contains(entry) || entry.StartsWith("grad_", StringComparison.Ordinal))
            .Select(entry => (name, entry)));

    public Dictionary<string, Tensor> Parameters { get; }

    public Distribution Distribution { get; }

    public static bool Has(string name, string entry) => Known.Has(name, entry);

    public Tensor Get(string entry) => Known.Tensor(_name, entry, ScalarType.Float64);

    public Tensor Evaluate(string entry) => entry switch
    {
        "log_prob" => Distribution.log_prob(Get("value")),
        "cdf" => Distribution.cdf(Get("value")),
        "icdf" => Distribution.icdf(Get("level")),
        "mean" => Distribution.mean,
        "variance" => Distribution.variance,
        "stddev" => Distribution.stddev,
        "mode" => Distribution.mode,
        "entropy" => Distribution.entropy(),
        _ => Gradient(entry["grad_".Length..]),
    };

    public void AssertEntry(string entry) => Known.AssertMatches(_name, entry, Evaluate(entry), relative: 1e-7, absolute: 1e-8);

    public void AssertShapes()
    {
        long[] batch = Lengths("batch_shape");
        long[] @event = Lengths("event_shape");
        Assert.That(Distribution.batch_shape.Shape, Is.EqualTo(batch));
        Assert.That(Distribution.event_shape.Shape, Is.EqualTo(@event));
        Assert.That(Distribution.sample().shape, Is.EqualTo((long[])[.. batch, .. @event]));
        Assert.That(Distribution.sample(2, 5).shape, Is.EqualTo((long[])[2, 5, .. batch, .. @event]));
        Assert.That(Distribution.rsample([4]).shape, Is.EqualTo((long[])[4, .. batch, .. @event]));
    }

    /// <summary>Gives the distribution up, where it is something to be given up: in TorchSharp 0.99.6 it is not.</summary>
    public void Dispose()
    {
        if (Distribution is IDisposable disposable)
        {
            disposable.Dispose();
        }
    }

    /// <summary>Makes the distributions that TorchSharp 0.99.6 has not, where they are tested.</summary>
    static partial void MakeNewer(string family, Dictionary<string, Tensor> p, ref Distribution? made);

    private static Distribution Make(string name, Dictionary<string, Tensor> p)
    {
        Tensor? probs = p.GetValueOrDefault("probs");
        Tensor? logits = p.GetValueOrDefault("logits");
        string family = name.Split('.')[0];
        Distribution? newer = null;
        MakeNewer(family, p, ref newer);
        return newer ?? family switch
        {
            "Normal" => Normal(p["loc"], p["scale"]),
            "LogNormal" => LogNormal(p["loc"], p["scale"]),
            "HalfNormal" => HalfNormal(p["scale"]),
            "Laplace" => Laplace(p["loc"], p["scale"]),
            "Cauchy" => Cauchy(p["loc"], p["scale"]),
            "HalfCauchy" => HalfCauchy(p["scale"]),
            "Gumbel" => Gumbel(p["loc"], p["scale"]),
            "Uniform" => Uniform(p["low"], p["high"]),
            "Exponential" => Exponential(p["rate"]),
            "Gamma" => Gamma(p["concentration"], p["rate"]),
            "Chi2" => Chi2(p["df"]),
            "Beta" => Beta(p["concentration1"], p["concentration0"]),
            "Dirichlet" => Dirichlet(p["concentration"]),
            "Bernoulli" => Bernoulli(probs, logits),
            "Geometric" => Geometric(probs, logits),
            "Poisson" => Poisson(p["rate"]),
            "Binomial" => Binomial(tensor(5.0), probs, logits),
            "Categorical" => Categorical(probs, logits),
            "OneHotCategorical" => OneHotCategorical(probs, logits),
            "Independent" => Independent(Normal(p["loc"], p["scale"]), 1),
            _ => Transformed(name, p),
        };
    }

    private static Modules.TransformedDistribution Transformed(string name, Dictionary<string, Tensor> p)
    {
        transforms.Transform[] parts = name["Transformed.".Length..] switch
        {
            "Exp" => [new transforms.ExpTransform()],
            "Sigmoid" => [new transforms.SigmoidTransform()],
            "Tanh" => [new transforms.TanhTransform()],
            "Affine" => [new transforms.AffineTransform(1.0, -2.0)],
            "ExpPower" => [new transforms.ExpTransform(), new transforms.PowerTransform(tensor(0.5))],
            "Compose" =>
            [
                new transforms.ComposeTransform([new transforms.AffineTransform(0.5, 2.0), new transforms.TanhTransform()]),
            ],
            "ExpInverse" => [new transforms.ExpTransform().inv],
            "AffineVector" =>
            [
                new transforms.AffineTransform(tensor(new[] { 1.0, 2.0, 3.0 }), tensor(new[] { 0.5, -2.0, 3.0 }), event_dim: 1),
            ],
            string other => throw new ArgumentException($"There are no transforms for {other}.", nameof(name)),
        };
        Distribution inner = p.TryGetValue("loc", out Tensor? loc)
            ? Normal(loc, p["scale"])
            : Gamma(p["concentration"], p["rate"]);
        return new Modules.TransformedDistribution(inner, parts);
    }

    private long[] Lengths(string entry) => Array.ConvertAll(Known.Values(_name, entry), length => (long)length);

    private Tensor Gradient(string parameter) =>
        autograd.grad([Distribution.log_prob(Get("value")).sum()], [Parameters[parameter]])[0];
}
