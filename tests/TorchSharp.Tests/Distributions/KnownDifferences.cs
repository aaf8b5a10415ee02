namespace TorchSharp.Tests.Distributions;

/// <summary>
/// Where TorchSharp itself, 0.99.6 or 0.107, differs from PyTorch by mistake or has nothing; <c>compat</c> follows PyTorch there.
/// </summary>
internal static class KnownDifferences
{
    /// <summary>The shapes, of the distribution or of its draws.</summary>
    public const string Shape = "shape";

    /// <summary>The values of the draws.</summary>
    public const string Draws = "draws";

    private static readonly Dictionary<string, string[]> Entries = new()
    {
        ["Bernoulli.probs"] = ["log_prob", "grad_probs", "entropy"],
        ["Binomial.logits"] = ["entropy"],
        ["Binomial.probs"] = ["entropy", "log_prob", "grad_probs"],
        ["Cauchy"] = ["log_prob"],
        ["Exponential"] = ["variance"],
        ["Geometric.logits"] = ["mean", "entropy"],
        ["Geometric.probs"] = ["mean", "entropy"],
        ["Gumbel"] = [Draws, "log_prob", "grad_loc", "grad_scale", "cdf", "icdf"],
        ["HalfCauchy"] = [Shape, "log_prob"],
        ["HalfNormal"] = [Shape, "cdf", "icdf", "entropy"],
        ["LogNormal"] = ["cdf"],
        ["Normal.broadcast"] = [Shape],
        ["OneHotCategorical.logits"] = [Shape, "log_prob", "grad_logits", "mean", "variance", "stddev", "entropy"],
        ["OneHotCategorical.probs"] = [Shape],
        ["Transformed.Affine"] = ["cdf"],
        ["Transformed.AffineVector"] = [Shape, "log_prob", "grad_loc", "grad_scale"],
        ["Transformed.Compose"] = ["log_prob", "grad_loc", "grad_scale", "cdf"],
        ["Transformed.Exp"] = ["cdf"],
        ["Transformed.ExpInverse"] = ["log_prob", "grad_concentration", "grad_rate"],
        ["Transformed.ExpPower"] = ["cdf"],
        ["Transformed.Sigmoid"] = ["cdf"],
        ["Transformed.Tanh"] = ["log_prob", "cdf"],
        ["Uniform"] = ["mean", "cdf"],
    };

    /// <summary>The multivariate normal and most modes are not in 0.99.6.</summary>
    public static bool Contains(string name, params string[] entries) =>
        name.StartsWith("MultivariateNormal", StringComparison.Ordinal)
        || entries.Contains("mode")
        || (Entries.TryGetValue(name, out string[]? differing) && differing.Intersect(entries).Any());
}
