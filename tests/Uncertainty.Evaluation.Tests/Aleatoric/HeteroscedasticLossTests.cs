using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Aleatoric;

[TestFixture]
internal sealed class HeteroscedasticLossTests
{
    [Test]
    public void Regression_UnitVariance_IsHalfTheSquare()
    {
        using Tensor mean = zeros(1, 1);
        using Tensor logVariance = zeros(1, 1);
        using Tensor target = full([1, 1], 2.0);
        Assert.That(HeteroscedasticLoss.Regression(mean, logVariance, target).item<float>(), Is.EqualTo(2).Within(1e-6));
    }

    [Test]
    public void Regression_BestLogVariance_IsThatOfTheResiduals()
    {
        using Tensor mean = zeros(4, 1);
        using Tensor target = tensor(new double[] { 1, -1, 3, -3 }, [4, 1]).to_type(ScalarType.Float32);
        double best = Math.Log(5);
        double Loss(double s)
        {
            using Tensor logVariance = full([4, 1], s);
            return HeteroscedasticLoss.Regression(mean, logVariance, target).item<float>();
        }

        Assert.That(Loss(best), Is.LessThan(Loss(best + 0.2)).And.LessThan(Loss(best - 0.2)));
    }

    [Test]
    public void Regression_TargetsOfOneDimension_AreNotBroadcast()
    {
        using Tensor mean = zeros(4, 1);
        using Tensor target = zeros(4);
        Assert.That(
            () => HeteroscedasticLoss.Regression(mean, mean, target),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("targets").And.Message.Contains("[4, 1]; got [4]"));
    }

    /// <summary>
    /// A confident and wrong logit: with the mean of the likelihoods inside the logarithm noise helps, with the mean of the losses
    /// it never can (Jensen).
    /// </summary>
    [Test]
    public void Classification_WrongPrediction_IsBetterWithNoise()
    {
        using Tensor logits = tensor(new float[] { 4, 0 }, [1, 2]);
        using Tensor label = tensor(new long[] { 1 });
        using Tensor noise = Networks.Inputs(3, 4000, 1, 2);
        double Loss(double s)
        {
            using Tensor logVariance = full([1, 2], s);
            return HeteroscedasticLoss.Classification(logits, logVariance, label, noise).item<float>();
        }

        double MeanOfLosses(double s)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor noisy = logits.unsqueeze(0) + (noise * Math.Exp(s / 2));
            return noisy.log_softmax(2).select(2, 1).mean().neg().item<float>();
        }

        Assert.That(Loss(3), Is.LessThan(Loss(-10) - 0.5));
        Assert.That(MeanOfLosses(3), Is.GreaterThan(MeanOfLosses(-10)));
    }

    [Test]
    public void Classification_Map_IsThatOfItsPixels()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = Networks.Inputs(1, 2, 3, 4, 5);
        Tensor logVariances = Networks.Inputs(2, 2, 3, 4, 5);
        Tensor noise = Networks.Inputs(3, 7, 2, 3, 4, 5);
        Tensor labels = Networks.Inputs(4, 2, 4, 5).gt(0).to_type(ScalarType.Int64) * 2;
        Tensor expected = HeteroscedasticLoss.Classification(
            logits.movedim([1], [3]).reshape(40, 3),
            logVariances.movedim([1], [3]).reshape(40, 3),
            labels.reshape(40),
            noise.movedim([2], [4]).reshape(7, 40, 3));
        Assert.That(
            HeteroscedasticLoss.Classification(logits, logVariances, labels, noise).item<float>(),
            Is.EqualTo(expected.item<float>()).Within(1e-6));
    }

    [TestCase(2L)]
    [TestCase(-1L)]
    public void Classification_LabelOutOfRange_ThrowsWithRange(long label)
    {
        using Tensor logits = zeros(1, 2);
        using Tensor labels = tensor(new[] { label });
        using Tensor noise = zeros(3, 1, 2);
        Assert.That(
            () => HeteroscedasticLoss.Classification(logits, logits, labels, noise),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("labels").And.Message.Contains("[0, 1]"));
    }

    /// <summary>One number for all logits of a draw would be invisible to the softmax: it is refused, not broadcast.</summary>
    [TestCase(1L, 1L)]
    [TestCase(1L, 2L)]
    [TestCase(3L, 1L)]
    public void Classification_SharedNoise_ThrowsWithShapes(long inputs, long classes)
    {
        using Tensor logits = zeros(3, 2);
        using Tensor labels = tensor(new long[] { 0, 1, 1 });
        using Tensor noise = zeros(5, inputs, classes);
        Assert.That(
            () => HeteroscedasticLoss.Classification(logits, logits, labels, noise),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("noise").And.Message.Contains("[3, 2]"));
    }

    [Test]
    public void Losses_LeakNothing()
    {
        using Tensor logits = zeros(3, 2);
        using Tensor labels = tensor(new long[] { 0, 1, 1 });
        using Tensor noise = Networks.Inputs(1, 5, 3, 2);
        Leaks.AssertNone(() =>
        {
            using Tensor classification = HeteroscedasticLoss.Classification(logits, logits, labels, noise);
            using Tensor regression = HeteroscedasticLoss.Regression(logits, logits, logits);
        });
    }
}
