using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Measures;

/// <summary>Results read input by input, in parts, and after their end.</summary>
[TestFixture]
internal sealed class AnswerTests
{
    [Test]
    public void Index_GivesTheTensorsValues()
    {
        using ClassificationUncertainty result = Classification([5, 4, 3]);
        double[][] probabilities = [.. Values.Of(result.Prediction).Chunk(3)];
        double[][] variances = [.. Values.Of(result.ClassVariance).Chunk(3)];
        (double[] Values, Func<ClassificationAnswer, double> Of)[] numbers =
        [
            (Values.Of(result.PredictedClass), answer => answer.PredictedClass),
            (Values.Of(result.Total), answer => answer.Total),
            (Values.Of(result.Aleatoric), answer => answer.Aleatoric),
            (Values.Of(result.Epistemic), answer => answer.Epistemic),
            (Values.Of(result.NormalisedTotal), answer => answer.NormalisedTotal),
            (Values.Of(result.NormalisedAleatoric), answer => answer.NormalisedAleatoric),
            (Values.Of(result.NormalisedEpistemic), answer => answer.NormalisedEpistemic),
            (Values.Of(result.VariationRatio), answer => answer.VariationRatio),
            (Values.Of(result.VoteVariationRatio), answer => answer.VoteVariationRatio),
            (Values.Of(result.MeanStd), answer => answer.MeanStd),
        ];
        Assert.That(result.Count, Is.EqualTo(4));
        for (int n = 0; n < result.Count; n++)
        {
            ClassificationAnswer answer = result[n];
            Assert.That(answer.Probabilities, Is.EqualTo(probabilities[n]));
            Assert.That(answer.ClassVariance, Is.EqualTo(variances[n]));
            Assert.That(answer.Confidence, Is.EqualTo(probabilities[n].Max()));
            Assert.That(answer.LearnedAleatoric, Is.Null);
            Assert.That(numbers.Select(number => number.Of(answer)), Is.EqualTo(numbers.Select(number => number.Values[n])));
        }

        Assert.That(result.Select(answer => answer.Total), Is.EqualTo(Values.Of(result.Total)));
        Assert.That(result[^1].Total, Is.EqualTo(result[3].Total));
    }

    [Test]
    public void Index_OfARegression_GivesTheTensorsValues()
    {
        using RegressionUncertainty result = Regression([5, 4, 2]);
        Assert.That(result.SelectMany(answer => answer.Prediction), Is.EqualTo(Values.Of(result.Prediction)));
        Assert.That(result.SelectMany(answer => answer.Total), Is.EqualTo(Values.Of(result.Total)));
        Assert.That(result.SelectMany(answer => answer.Aleatoric), Is.EqualTo(Values.Of(result.Aleatoric)));
        Assert.That(result.SelectMany(answer => answer.Epistemic), Is.EqualTo(Values.Of(result.Epistemic)));
        Assert.That(result.SelectMany(answer => answer.StandardDeviation), Is.EqualTo(Values.Of(result.StandardDeviation)));
    }

    [TestCase(-1)]
    [TestCase(4)]
    public void Index_OutOfRange_ThrowsWithRange(int index)
    {
        using ClassificationUncertainty classes = Classification([5, 4, 3]);
        using RegressionUncertainty means = Regression([5, 4, 2]);
        foreach (Func<object> read in new Func<object>[] { () => classes[index], () => means[index] })
        {
            Assert.That(
                () => read(),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("index").And.Message.Contains("[0, 3]"));
        }
    }

    [Test]
    public void Index_OfAMap_NamesSlice()
    {
        using ClassificationUncertainty classes = Classification([5, 4, 3, 2, 2]);
        using RegressionUncertainty means = Regression([5, 4, 2, 2, 2]);
        Assert.That(() => classes[1], Throws.InvalidOperationException.With.Message.Contains("Slice(1)"));
        Assert.That(() => means[0], Throws.InvalidOperationException.With.Message.Contains("Slice(0)"));
    }

    [Test]
    public void Slice_OfMaps_IsThatPartOfEveryTensor()
    {
        using ClassificationUncertainty whole = Classification([5, 4, 3, 2, 2], learned: true);
        using ClassificationUncertainty part = whole[1..3];
        foreach (System.Reflection.PropertyInfo property in typeof(ClassificationUncertainty).GetProperties()
            .Where(property => property.PropertyType == typeof(Tensor)))
        {
            using Tensor expected = ((Tensor)property.GetValue(whole)!).narrow(0, 1, 2);
            Assert.That(Values.Of((Tensor)property.GetValue(part)!), Is.EqualTo(Values.Of(expected)), property.Name);
        }

        using RegressionUncertainty means = Regression([5, 4, 2, 3]);
        using RegressionUncertainty one = means.Slice(2);
        Assert.That(one.Total.shape, Is.EqualTo(new long[] { 1, 2, 3 }));
        Assert.That(Values.Of(one.Total), Is.EqualTo(Values.Of(means.Total)[12..18]));
        Assert.That(Values.Of(one.Epistemic), Is.EqualTo(Values.Of(means.Epistemic)[12..18]));
    }

    [Test]
    public void Slice_OutlivesTheWhole_AndLeaksNothing()
    {
        Leaks.AssertNone(() =>
        {
            ClassificationUncertainty whole = Classification([5, 4, 3], learned: true);
            using ClassificationUncertainty part = whole.Slice(1, 2);
            whole.Dispose();
            Assert.That(part[1].LearnedAleatoric, Is.EqualTo(0.5).Within(1e-6));
            Assert.That(part.Count, Is.EqualTo(2));
        });
    }

    [TestCase(-1, 1, "start")]
    [TestCase(4, 1, "start")]
    [TestCase(1, 0, "length")]
    [TestCase(2, 3, "length")]
    public void Slice_OutOfRange_ThrowsWithName(int start, int length, string name)
    {
        using UncertaintyResult result = Classification([5, 4, 3]);
        Assert.That(
            () => result.Slice(start, length),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo(name));
    }

    [Test]
    public void Disposed_EveryMemberSaysSo()
    {
        ClassificationUncertainty classes = Classification([5, 4, 3]);
        RegressionUncertainty means = Regression([5, 4, 2]);
        ClassificationAnswer kept = classes[0];
        foreach (UncertaintyResult result in new UncertaintyResult[] { classes, means })
        {
            result.Dispose();
            result.Dispose();
            foreach (System.Reflection.PropertyInfo property in result.GetType().GetProperties().Where(each => each.GetIndexParameters().Length == 0))
            {
                Assert.That(
                    () => property.GetValue(result),
                    Throws.TargetInvocationException.With.InnerException.InstanceOf<ObjectDisposedException>(),
                    property.Name);
            }

            Assert.That(() => result.Slice(0), Throws.InstanceOf<ObjectDisposedException>());
        }

        Assert.That(() => classes[0], Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => means[0], Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => classes.ToList(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(kept.Probabilities.Sum(), Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void FromMoments_GivenParts_AreWhatTheyAre()
    {
        using Tensor inputs = zeros(1, 1);
        using Tensor aleatoric = full(1, 0.1, dtype: ScalarType.Float64);
        using Tensor within = full([1, 1], 0.5, dtype: ScalarType.Float64);
        using PredictiveMoments classes = new FixedPosterior([0.5, 0.5], 1, 1, 2).ProbabilityMoments(inputs);
        using PredictiveMoments means = new FixedPosterior([1, 3], 2, 1, 1).Moments(inputs);
        using ClassificationUncertainty evidential = ClassificationUncertainty.FromMoments(classes, aleatoric);
        using RegressionUncertainty variances = RegressionUncertainty.FromMoments(means, within, within);
        Assert.That(evidential[0].Epistemic, Is.EqualTo(Math.Log(2) - 0.1).Within(1e-12));
        Assert.That(variances[0].Epistemic.Single(), Is.EqualTo(1.5).Within(1e-12));
        using Tensor wrong = zeros(2, dtype: ScalarType.Float64);
        using Tensor notANumber = full(1, double.NaN, dtype: ScalarType.Float64);
        foreach (Tensor bad in new[] { wrong, notANumber })
        {
            Assert.That(
                () => ClassificationUncertainty.FromMoments(classes, bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("aleatoric"));
            Assert.That(
                () => ClassificationUncertainty.FromMoments(classes, null, bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("learned"));
            Assert.That(
                () => RegressionUncertainty.FromMoments(means, within, bad), Throws.ArgumentException.With.Property("ParamName").EqualTo("withinDraws"));
        }
    }

    private static ClassificationUncertainty Classification(long[] shape, bool learned = false)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = Networks.Inputs(1, shape) * 2;
        using PredictiveMoments moments = new ChunkedPosterior(draws, 3).SoftmaxMoments(zeros(shape[1], 1));
        return ClassificationUncertainty.FromMoments(moments, null, learned ? full_like(moments.MeanEntropy!, 0.5) : null);
    }

    private static RegressionUncertainty Regression(long[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        using PredictiveMoments moments = new ChunkedPosterior(Networks.Inputs(1, shape), 3).Moments(zeros(shape[1], 1));
        return RegressionUncertainty.FromMoments(moments, ones_like(moments.Mean));
    }
}
