using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

[TestFixture]
internal sealed class ConfidenceOutputTests
{
    /// <summary>p = ¼ of the true class and c = ½: the hint makes it 0.625.</summary>
    [Test]
    public void Loss_HandNumbers_MixesTheHintIn()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new[] { 0, Math.Log(3), 0 }, [1, 3]);
        Tensor label = tensor(new long[] { 0 });
        double expected = -Math.Log(0.625) + (0.2 * Math.Log(2));
        ConfidenceOutput output = new(2, weight: 0.2);
        Assert.That(output.Loss(raw, label).item<double>(), Is.EqualTo(expected).Within(1e-14));
        Assert.That(output.Confidence(raw).item<double>(), Is.EqualTo(0.5));
        using ClassificationReading reading = output.Read(raw);
        Assert.That(Values.Of(reading.Probabilities), Is.EqualTo(new[] { 0.25, 0.75 }).Within(1e-14));
    }

    [Test]
    public void Loss_ExtremeConfidence_StaysFinite()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new float[] { 80, -80, 90, 80, -80, -90 }, [2, 3]).requires_grad_(true);
        Tensor loss = new ConfidenceOutput(2).Loss(raw, tensor(new long[] { 1, 1 }));
        loss.backward();
        Assert.That(float.IsFinite(loss.item<float>()));
        Assert.That(Values.Of(Gradients.Of(raw)!), Has.None.NaN);
    }

    [Test]
    public void Training_OfTheSameSeed_GivesTheSameLosses()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Networks.Inputs(1, 40, 4);
        Tensor labels = ones([40], ScalarType.Int64);
        ConfidenceTraining first = new(new ConfidenceOutput(3), seed: 4);
        ConfidenceTraining again = new(new ConfidenceOutput(3), seed: 4);
        ConfidenceTraining other = new(new ConfidenceOutput(3), seed: 5);
        float[] losses = [first.Loss(raw, labels).item<float>(), first.Loss(raw, labels).item<float>()];
        Assert.That(
            new[] { again.Loss(raw, labels).item<float>(), again.Loss(raw, labels).item<float>() }, Is.EqualTo(losses));
        Assert.That(other.Loss(raw, labels).item<float>(), Is.Not.EqualTo(losses[0]));
        Assert.That(again.Weight, Is.EqualTo(first.Weight));
    }

    /// <summary>The mean over many batches is that of all with and none with the hint.</summary>
    [Test]
    public void Training_OffersTheHintToHalfOfTheInputs()
    {
        using DisposeScope scope = NewDisposeScope();
        ConfidenceOutput output = new(2, weight: 1e-9);
        ConfidenceTraining training = new(output);
        Tensor raw = tensor(new[] { 0, Math.Log(3), 0 }, [1, 3]).expand(500, 3);
        Tensor labels = zeros([500], ScalarType.Int64);
        double mean = Enumerable.Range(0, 40).Select(_ => training.Loss(raw, labels).item<double>()).Average();
        double share = (-Math.Log(0.25) - mean) / (Math.Log(0.625) - Math.Log(0.25));
        Assert.That(share, Is.EqualTo(0.5).Within(4 * 0.5 / Math.Sqrt(20_000)), "four standard errors");
    }

    [TestCase(0.3, 0.1 / 0.99, Description = "c = ½ costs ln 2, above the budget: hints become dearer")]
    [TestCase(0.9, 0.1 / 1.01, Description = "within the budget: cheaper")]
    public void Training_MovesTheWeightAfterTheLoss(double budget, double next)
    {
        using DisposeScope scope = NewDisposeScope();
        ConfidenceTraining training = new(new ConfidenceOutput(3), budget);
        Tensor raw = zeros(4, 4);
        Tensor labels = ones([4], ScalarType.Int64);
        Assert.That(training.Weight, Is.EqualTo(0.1));
        training.Loss(raw, labels);
        Assert.That(training.Weight, Is.EqualTo(next).Within(1e-15));
        Assert.That(() => training.Loss(raw, labels * 9), Throws.ArgumentException.With.Property("ParamName").EqualTo("labels"));
        Assert.That(training.Weight, Is.EqualTo(next).Within(1e-15), "a call that fails moves nothing");
    }

    [Test]
    public void Training_Map_TakesHintsPixelByPixel()
    {
        using DisposeScope scope = NewDisposeScope();
        ConfidenceTraining training = new(new ConfidenceOutput(3));
        Tensor loss = training.Loss(Networks.Inputs(1, 2, 4, 5, 5), zeros([2, 5, 5], ScalarType.Int64));
        Assert.That(loss.shape, Is.Empty);
    }

    [Test]
    public void Training_LeaksNothing()
    {
        using Tensor raw = Networks.Inputs(1, 4, 4);
        using Tensor labels = ones([4], ScalarType.Int64);
        ConfidenceTraining training = new(new ConfidenceOutput(3));
        Leaks.AssertNone(() => training.Loss(raw, labels).Dispose());
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    public void NumbersOutOfRange_Throw(double value)
    {
        Assert.That(
            () => new ConfidenceOutput(2, value), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("weight"));
        Assert.That(
            () => new ConfidenceTraining(new ConfidenceOutput(2), value),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("budget"));
    }
}
