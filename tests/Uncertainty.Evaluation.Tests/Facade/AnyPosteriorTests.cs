using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>The facade around any posterior: what it says is what the kept samples say, in chunks, and with the same errors.</summary>
[TestFixture]
internal sealed class AnyPosteriorTests
{
    [TestCase(new long[] { 12, 7, 3 })]
    [TestCase(new long[] { 12, 7, 3, 4, 5 })]
    public void Classification_EqualsThatOfTheSamples(long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(3, shape) * 2;
        Tensor inputs = zeros(7, 1);
        ChunkedPosterior posterior = new(logits, 3);
        using PredictiveSamples samples = posterior.Sample(inputs);
        using PredictiveSamples softmax = samples.Softmax();
        using ClassificationUncertainty expected = ClassificationUncertainty.FromProbabilities(softmax);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(posterior, 3);
        using ClassificationEvaluation given = UncertaintyEvaluation.ForClassification(
            new ChunkedPosterior(softmax.Values, 3), new ProbabilityOutput(3));
        foreach (ClassificationEvaluation either in new[] { evaluation, given })
        {
            using ClassificationUncertainty result = either.Evaluate(inputs);
            Tensor epistemic = either.EvaluateEpistemic(inputs);
            Assert.That(Values.Of(result.Prediction), Is.EqualTo(Values.Of(expected.Prediction)).Within(1e-6));
            Assert.That(Values.Of(result.Epistemic), Is.EqualTo(Values.Of(expected.Epistemic)).Within(1e-6));
            Assert.That(Values.Of(result.VoteVariationRatio), Is.EqualTo(Values.Of(expected.VoteVariationRatio)).Within(1e-6));
            Assert.That(epistemic.shape, Is.EqualTo(expected.ClassVariance.shape));
            Assert.That(Values.Of(epistemic), Is.EqualTo(Values.Of(expected.ClassVariance)).Within(1e-6));
        }
    }

    [Test]
    public void Regression_EpistemicEqualsTheVarianceOfTheSamples()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor means = Networks.Inputs(3, 12, 7, 2);
        Tensor inputs = zeros(7, 1);
        ChunkedPosterior posterior = new(means, 3);
        using PredictiveSamples samples = posterior.Sample(inputs);
        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(posterior);
        Assert.That(Values.Of(evaluation.EvaluateEpistemic(inputs)), Is.EqualTo(Values.Of(samples.Variance())).Within(1e-6));
    }

    [Test]
    public void Classification_OtherNumberOfClasses_ThrowsAndLeavesNothing()
    {
        using Tensor logits = zeros(2, 3, 4);
        using Tensor inputs = zeros(3, 1);
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new ChunkedPosterior(logits, 2), 3);
        Leaks.AssertNone(() =>
        {
            Assert.That(() => evaluation.Evaluate(inputs), Throws.InvalidOperationException.With.Message.Contains("with C = 3; got C = 4"));
            Assert.That(() => evaluation.EvaluateEpistemic(inputs), Throws.InvalidOperationException.With.Message.Contains("got C = 4"));
        });
    }

    [Test]
    public void Evaluate_Cancelled_Throws()
    {
        using Tensor logits = zeros(2, 3, 4);
        using Tensor inputs = zeros(3, 1);
        using ClassificationEvaluation classes = UncertaintyEvaluation.ForClassification(new ChunkedPosterior(logits, 2), 4);
        using RegressionEvaluation means = UncertaintyEvaluation.ForRegression(new ChunkedPosterior(logits, 2));
        CancellationToken cancelled = new(canceled: true);
        Assert.That(() => classes.Evaluate(inputs, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => means.EvaluateEpistemic(inputs, cancelled), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void For_NoPosterior_ThrowsWithName()
    {
        IPosteriorPredictive? none = null;
        Assert.That(
            () => UncertaintyEvaluation.ForRegression(none!),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("posterior"));
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(none!, 3),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("posterior"));
    }
}
