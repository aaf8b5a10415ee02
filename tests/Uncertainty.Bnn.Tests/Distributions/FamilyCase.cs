using Uncertainty.Bnn.Distributions;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Distributions;

/// <summary>A batch of three distributions of one family, made from numbers or from tensors of the caller's.</summary>
/// <param name="Name">The family.</param>
/// <param name="Parameters">Three numbers for each parameter.</param>
/// <param name="Make">From tensors [3] to the batch.</param>
/// <param name="Points">Three points of the support, where densities are smooth.</param>
internal sealed record FamilyCase(string Name, double[][] Parameters, Func<Tensor[], ScalarDistribution> Make, double[] Points)
{
    private static readonly double[] Three = [0.5, -1.2, 2.0];
    private static readonly double[] Positive = [0.7, 1.5, 3.0];
    private static readonly double[] Outer = [0.3, -2.5, 4.1];

    public static IReadOnlyList<FamilyCase> Continuous { get; } =
    [
        new("Normal", [Three, Positive], p => new Normal(p[0], p[1]), Outer),
        new("Laplace", [Three, Positive], p => new Laplace(p[0], p[1]), Outer),
        new("Logistic", [Three, Positive], p => new Logistic(p[0], p[1]), Outer),
        new("Gumbel", [Three, Positive], p => new Gumbel(p[0], p[1]), Outer),
        new("Cauchy", [Three, Positive], p => new Cauchy(p[0], p[1]), Outer),
        new("StudentT", [[5, 8, 12.5], Three, Positive], p => new StudentT(p[0], p[1], p[2]), Outer),
        new("HalfNormal", [Positive], p => new HalfNormal(p[0]), [0.2, 1.1, 4]),
        new("LogNormal", [Three, [0.3, 0.5, 0.8]], p => new LogNormal(p[0], p[1]), [1.1, 0.4, 9]),
        new("Exponential", [Positive], p => new Exponential(p[0]), [0.2, 1.1, 0.9]),
        new("Gamma", [[1.4, 2.5, 6], [2, 0.5, 1.5]], p => new Gamma(p[0], p[1]), [0.4, 4, 3.3]),
        new("Beta", [[1.5, 2, 4], [2.5, 3.5, 1.7]], p => new Beta(p[0], p[1]), [0.2, 0.5, 0.8]),
        new("Uniform", [[-1, 0, 2], [1, 0.5, 6]], p => new Uniform(p[0], p[1]), [0.5, 0.2, 5]),
    ];

    public static IReadOnlyList<FamilyCase> Discrete { get; } =
    [
        new("Bernoulli", [[0.2, 0.5, 0.9]], p => Bernoulli.FromProbabilities(p[0]), [1, 0, 1]),
        new("BernoulliLogits", [[-1.5, 0.3, 2]], p => Bernoulli.FromLogits(p[0]), [1, 0, 0]),
        new("Geometric", [[0.2, 0.5, 0.9]], p => new Geometric(p[0]), [4, 1, 0]),
        new("Poisson", [[0.7, 3.2, 12]], p => new Poisson(p[0]), [0, 3, 15]),
        new(
            "Categorical",
            [[0.1, 0.5, 0.3], [0.2, 0.25, 0.7], [0.7, 0.25, 0]],
            p => Categorical.FromProbabilities(stack(p, 1)),
            [2, 0, 1]),
    ];

    public static IEnumerable<TestCaseData> ContinuousCases => Continuous.Select(Named);

    public static IEnumerable<TestCaseData> DiscreteCases => Discrete.Select(Named);

    public static IEnumerable<TestCaseData> AllCases => Continuous.Concat(Discrete).Select(Named);

    /// <summary>Continuous families but the uniform one, whose density jumps.</summary>
    public static IEnumerable<TestCaseData> SmoothCases => Continuous.Where(family => family.Name != "Uniform").Select(Named);

    /// <summary>Those whose draws follow, for a seed, the parameters without a jump.</summary>
    public static IEnumerable<TestCaseData> FixedNoiseCases =>
        Continuous.Where(family => family.Name is not ("StudentT" or "Gamma" or "Beta")).Select(Named);

    /// <summary>Those with an inverse of the distribution function.</summary>
    public static IEnumerable<TestCaseData> InverseCases => FixedNoiseCases;

    public static IEnumerable<TestCaseData> MomentCases =>
        Continuous.Concat(Discrete).Where(family => family.Name != "Cauchy").Select(Named);

    public static FamilyCase Of(string name) => Continuous.Concat(Discrete).Single(family => family.Name == name);

    public ScalarDistribution New(ScalarType type = ScalarType.Float64) => Make(Tensors(type));

    public Tensor[] Tensors(ScalarType type = ScalarType.Float64) => [.. Parameters.Select(values => tensor(values, dtype: type))];

    /// <summary>The batch with one parameter of one member moved.</summary>
    public ScalarDistribution Moved(int parameter, int member, double step)
    {
        double[][] moved = [.. Parameters.Select(values => values.ToArray())];
        moved[parameter][member] += step;
        return Make([.. moved.Select(values => tensor(values))]);
    }

    public override string ToString() => Name;

    private static TestCaseData Named(FamilyCase family) => new TestCaseData(family).SetArgDisplayNames(family.Name);
}
