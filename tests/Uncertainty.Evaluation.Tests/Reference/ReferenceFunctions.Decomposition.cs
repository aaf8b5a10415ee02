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

    private static double[] Roots(Tensor variances) => [.. Values.Of(variances).Select(Math.Sqrt)];

    private static Tensor Input(ReferenceCase c, string name) => tensor(c.Numbers(name), c.Shape(name));

    private static object InScope<T>(Func<T> compute)
        where T : notnull
    {
        using DisposeScope scope = NewDisposeScope();
        return compute();
    }
}
