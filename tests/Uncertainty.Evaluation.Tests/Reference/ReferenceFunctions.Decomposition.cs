using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Decomposition => new()
    {
        ["decomposition.entropy"] = c => Classified(c, result => Members(
            ("total", Values.Of(result.Total)),
            ("aleatoric", Values.Of(result.Aleatoric)),
            ("epistemic", Values.Of(result.Epistemic)))),
        ["decomposition.entropy_normalised"] = c => Classified(c, result => Members(
            ("total", Values.Of(result.NormalisedTotal)),
            ("aleatoric", Values.Of(result.NormalisedAleatoric)),
            ("epistemic", Values.Of(result.NormalisedEpistemic)))),
        ["decomposition.total_variance"] = c => Regressed(c, result => Members(
            ("mean", Values.Of(result.Prediction)),
            ("aleatoric", Values.Of(result.Aleatoric)),
            ("epistemic", Values.Of(result.Epistemic)),
            ("total", Values.Of(result.Total)))),
        ["decomposition.total_std"] = c => Regressed(c, result => Members(
            ("aleatoric", Roots(result.Aleatoric)),
            ("epistemic", Roots(result.Epistemic)),
            ("total", Values.Of(result.StandardDeviation)))),
        ["decomposition.draws_std_unbiased"] = UnbiasedDeviation,
        ["decomposition.entropy_bits"] = c => Classified(c, result => Members(
            ("total", Bits(result.Total)), ("aleatoric", Bits(result.Aleatoric)), ("epistemic", Bits(result.Epistemic)))),
        ["decomposition.clamped_predictive_entropy"] = ClampedEntropy,
        ["decomposition.zero_one"] = c => Parts(c, UncertaintyDecomposition.ZeroOne),
        ["decomposition.quadratic"] = c => Parts(c, UncertaintyDecomposition.Quadratic),
        ["decomposition.gaussian_entropy"] = c => Parts(UncertaintyDecomposition.GaussianEntropy(
            c.Numbers("means"), c.Numbers("variances"), (int)c.Shape("means")[0])),
    };

    private static Dictionary<string, Func<ReferenceCase, object>> Acquisition => new()
    {
        ["acquisition.predictive_entropy"] = c => Classified(c, result => Values.Of(result.Total)),
        ["acquisition.expected_entropy"] = c => Classified(c, result => Values.Of(result.Aleatoric)),
        ["acquisition.bald"] = c => Classified(c, result => Values.Of(result.Epistemic)),
        ["acquisition.variation_ratio_soft"] = c => Classified(c, result => Values.Of(result.VariationRatio)),
        ["acquisition.least_confidence"] = c => Classified(c, result => Values.Of(result.VariationRatio)),
        ["acquisition.variation_ratio_hard"] = c => Classified(c, result => Values.Of(result.VoteVariationRatio)),
        ["acquisition.mean_std"] = c => Classified(c, result => Values.Of(result.MeanStd)),
    };

    private static Dictionary<string, Func<ReferenceCase, object>> Losses => new()
    {
        ["layers.heteroscedastic_regression_loss"] = c => InScope(() => HeteroscedasticLoss.Regression(
            Input(c, "mean").unsqueeze(1), Input(c, "log_variance").unsqueeze(1), Input(c, "target").unsqueeze(1)).item<double>()),
        ["layers.heteroscedastic_classification_loss"] = c => InScope(() => HeteroscedasticLoss.Classification(
            Input(c, "logits"), Input(c, "log_variance"), tensor(c.WholeNumbers("labels")), Input(c, "noise")).item<double>()),
    };

    private static object Classified(ReferenceCase c, Func<ClassificationUncertainty, object> read) => InScope(() =>
    {
        using PredictiveSamples samples = new(Input(c, "probs"));
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(samples);
        return read(result);
    });

    /// <summary>Recorded moments are [S, N]; ours have outputs too, here one.</summary>
    private static object Regressed(ReferenceCase c, Func<RegressionUncertainty, object> read) => InScope(() =>
    {
        using PredictiveSamples means = new(Input(c, "means").unsqueeze(2));
        using PredictiveSamples variances = new(Input(c, "variances").unsqueeze(2));
        using RegressionUncertainty result = RegressionUncertainty.FromMoments(means, variances);
        return read(result);
    });

    private delegate UncertaintyDecomposition Decompose(ReadOnlySpan<double> probabilities, int draws, int classes);

    private static Dictionary<string, object> Parts(ReferenceCase c, Decompose decompose) =>
        Parts(decompose(c.Numbers("probs"), (int)c.Shape("probs")[0], (int)c.Shape("probs")[2]));

    private static Dictionary<string, object> Parts(UncertaintyDecomposition parts) => Members(
        ("total", parts.Total.ToArray()), ("aleatoric", parts.Aleatoric.ToArray()), ("epistemic", parts.Epistemic.ToArray()));

    private static double[] Bits(Tensor nats) => [.. Values.Of(nats).Select(value => value / Math.Log(2))];

    /// <summary>Our variance over S draws divides by S, the recorded one by S - 1.</summary>
    private static object UnbiasedDeviation(ReferenceCase c) => InScope(() =>
    {
        using PredictiveSamples means = new(Input(c, "means").unsqueeze(2));
        using PredictiveSamples variances = new(zeros_like(means.Values));
        using RegressionUncertainty result = RegressionUncertainty.FromMoments(means, variances);
        double draws = c.Shape("means")[0];
        return Members(
            ("mean", Values.Of(result.Prediction)),
            ("std", Values.Of(result.Epistemic).Select(variance => Math.Sqrt(variance * draws / (draws - 1))).ToArray()));
    });

    /// <summary>The recorded probabilities are clamped to at least 1e-7, which none of them is below.</summary>
    private static object ClampedEntropy(ReferenceCase c) => InScope(() =>
    {
        using PredictiveSamples logits = new(Input(c, "logits"));
        using PredictiveSamples probabilities = logits.Softmax();
        using ClassificationUncertainty result = ClassificationUncertainty.FromProbabilities(probabilities);
        double[] mean = Values.Of(result.Prediction);
        Assert.That(mean, Has.All.GreaterThan(1e-7));
        return Members(("mean", mean.Chunk((int)c.Shape("logits")[2]).ToArray()), ("entropy", Values.Of(result.Total)));
    });

    private static double[] Roots(Tensor variances) => [.. Values.Of(variances).Select(Math.Sqrt)];

    private static Tensor Input(ReferenceCase c, string name) => tensor(c.Numbers(name), c.Shape(name));

    private static object InScope<T>(Func<T> compute)
        where T : notnull
    {
        using DisposeScope scope = NewDisposeScope();
        return compute();
    }
}
