using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Measures;

/// <summary>Every measure is the same from moments as from samples of the same posterior.</summary>
[TestFixture]
internal sealed class FromMomentsTests
{
    private static readonly long[][] Shapes = [[9, 6, 4], [5, 3, 3, 4, 5], [1, 6, 2], [1000, 3, 4]];

    private static readonly (string Name, Func<ClassificationUncertainty, Tensor> Of)[] Measures =
    [
        (nameof(ClassificationUncertainty.Prediction), result => result.Prediction),
        (nameof(ClassificationUncertainty.PredictedClass), result => result.PredictedClass),
        (nameof(ClassificationUncertainty.Total), result => result.Total),
        (nameof(ClassificationUncertainty.Aleatoric), result => result.Aleatoric),
        (nameof(ClassificationUncertainty.Epistemic), result => result.Epistemic),
        (nameof(ClassificationUncertainty.NormalisedTotal), result => result.NormalisedTotal),
        (nameof(ClassificationUncertainty.NormalisedAleatoric), result => result.NormalisedAleatoric),
        (nameof(ClassificationUncertainty.NormalisedEpistemic), result => result.NormalisedEpistemic),
        (nameof(ClassificationUncertainty.VariationRatio), result => result.VariationRatio),
        (nameof(ClassificationUncertainty.VoteVariationRatio), result => result.VoteVariationRatio),
        (nameof(ClassificationUncertainty.MeanStd), result => result.MeanStd),
        (nameof(ClassificationUncertainty.ClassVariance), result => result.ClassVariance),
    ];

    [Test]
    public void Classification_EqualsThatFromSamples(
        [ValueSource(nameof(Shapes))] long[] shape, [Values(ScalarType.Float32, ScalarType.Float64)] ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = (Networks.Inputs(8, shape) * 2).to_type(type);
        Tensor inputs = zeros(shape[1], 1);
        ChunkedPosterior posterior = new(logits, 4);
        using PredictiveSamples samples = posterior.Sample(inputs);
        using PredictiveSamples softmax = samples.Softmax();
        using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
        using ClassificationUncertainty kept = ClassificationUncertainty.FromProbabilities(softmax);
        using ClassificationUncertainty folded = ClassificationUncertainty.FromMoments(moments);
        Assert.Multiple(() =>
        {
            foreach ((string name, Func<ClassificationUncertainty, Tensor> of) in Measures)
            {
                Assert.That(of(folded).dtype, Is.EqualTo(of(kept).dtype), name);
                Assert.That(of(folded).shape, Is.EqualTo(of(kept).shape), name);
                Assert.That(Values.Of(of(folded)), Is.EqualTo(Values.Of(of(kept))).Within(1e-6), name);
            }
        });
    }

    [Test]
    public void Measures_AreAllThereAre()
    {
        IEnumerable<string> properties = typeof(ClassificationUncertainty).GetProperties()
            .Where(property => property.PropertyType == typeof(Tensor))
            .Select(property => property.Name)
            .Except([nameof(ClassificationUncertainty.LearnedAleatoric)]);
        Assert.That(Measures.Select(measure => measure.Name), Is.EquivalentTo(properties));
    }

    [Test]
    public void Classification_ThousandDrawsThatAgree_HasNoEpistemicPart()
    {
        using Tensor one = Networks.Inputs(2, 1, 4, 3);
        using Tensor draws = one.expand(1000, -1, -1);
        using Tensor inputs = zeros(4, 1);
        using PredictiveMoments moments = new ChunkedPosterior(draws, 4).SoftmaxMoments(inputs);
        using ClassificationUncertainty result = ClassificationUncertainty.FromMoments(moments);
        Assert.That(Values.Of(result.Epistemic), Has.All.Zero);
        Assert.That(Values.Of(result.MeanStd), Has.All.Zero);
        Assert.That(Values.Of(result.VoteVariationRatio), Has.All.Zero);
    }

    [TestCase(new long[] { 6, 4, 3 })]
    [TestCase(new long[] { 6, 4, 3, 2, 5 })]
    public void Regression_EqualsThatFromSamples(long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = Networks.Inputs(1, shape);
        Tensor spread = Networks.Inputs(2, shape).exp();
        Tensor inputs = zeros(shape[1], 1);
        ChunkedPosterior posterior = new(draws, 3);
        ChunkedPosterior noise = new(spread, 3);
        using PredictiveSamples means = posterior.Sample(inputs);
        using PredictiveSamples variances = noise.Sample(inputs);
        using PredictiveMoments moments = posterior.Moments(inputs);
        using PredictiveMoments noiseMoments = noise.Moments(inputs);
        using RegressionUncertainty kept = RegressionUncertainty.FromMoments(means, variances);
        using RegressionUncertainty folded = RegressionUncertainty.FromMoments(moments, noiseMoments.Mean);
        Assert.That(Values.Of(folded.Prediction), Is.EqualTo(Values.Of(kept.Prediction)).Within(1e-6));
        Assert.That(Values.Of(folded.Aleatoric), Is.EqualTo(Values.Of(kept.Aleatoric)).Within(1e-6));
        Assert.That(Values.Of(folded.Epistemic), Is.EqualTo(Values.Of(kept.Epistemic)).Within(1e-6));
        Assert.That(Values.Of(folded.Total), Is.EqualTo(Values.Of(kept.Total)).Within(1e-6));
        Assert.That(Values.Of(folded.StandardDeviation), Is.EqualTo(Values.Of(kept.StandardDeviation)).Within(1e-6));
    }

    [Test]
    public void Results_OutliveTheMoments_AndLeakNothing()
    {
        using Tensor draws = Networks.Inputs(1, 5, 4, 3);
        using Tensor inputs = zeros(4, 1);
        using Tensor noise = ones(4, 3);
        Leaks.AssertNone(() =>
        {
            PredictiveMoments raw = new ChunkedPosterior(draws, 4).Moments(inputs);
            PredictiveMoments classes = new ChunkedPosterior(draws, 4).SoftmaxMoments(inputs);
            using RegressionUncertainty regression = RegressionUncertainty.FromMoments(raw, noise);
            using ClassificationUncertainty classification = ClassificationUncertainty.FromMoments(classes);
            raw.Dispose();
            classes.Dispose();
            Assert.That(Values.Of(regression.Total), Has.All.GreaterThan(1));
            Assert.That(Values.Of(classification.Prediction), Has.All.InRange(0, 1));
            Assert.That(Values.Of(classification.Aleatoric), Has.All.GreaterThan(0));
        });
        Assert.That(Values.Of(noise), Has.All.EqualTo(1));
    }

    [Test]
    public void Classification_MomentsOfRawOutputs_ThrowsWithName()
    {
        using Tensor inputs = zeros(1, 1);
        using PredictiveMoments moments = new FixedPosterior([0.5, 0.5], 1, 1, 2).Moments(inputs);
        Assert.That(
            () => ClassificationUncertainty.FromMoments(moments),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("moments").And.Message.Contains("SoftmaxMoments"));
    }

    [Test]
    public void Classification_OneClass_ThrowsWithName()
    {
        using Tensor inputs = zeros(1, 1);
        using PredictiveMoments moments = new FixedPosterior([1, 1], 2, 1, 1).ProbabilityMoments(inputs);
        Assert.That(
            () => ClassificationUncertainty.FromMoments(moments),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("moments").And.Message.Contains("at least 2 classes"));
    }

    [TestCase(new double[] { 1, 1 }, "[1, 1]; got [2]")]
    [TestCase(new[] { -0.5 }, "the lowest is -0.5")]
    [TestCase(new[] { double.NaN }, "finite")]
    public void Regression_BadVariances_ThrowsWithName(double[] values, string expected)
    {
        using Tensor inputs = zeros(1, 1);
        using PredictiveMoments moments = new FixedPosterior([1, 2], 2, 1, 1).Moments(inputs);
        using Tensor variances = values.Length == 1 ? tensor(values, [1, 1]) : tensor(values);
        Assert.That(
            () => RegressionUncertainty.FromMoments(moments, variances),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("variances").And.Message.Contains(expected));
    }
}
