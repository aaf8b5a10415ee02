using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Posterior;

[TestFixture]
internal sealed class PredictiveSamplesTests
{
    [Test]
    public void MeanAndVariance_TwoDraws_AreThoseByHand()
    {
        using Tensor values = tensor(new double[] { 1, 2, 3, 6 }, [2, 1, 2]);
        using PredictiveSamples samples = new(values);
        Assert.That(Values.Of(samples.Mean()), Is.EqualTo(new double[] { 2, 4 }));
        Assert.That(Values.Of(samples.Variance()), Is.EqualTo(new double[] { 1, 4 }));
        Assert.That((samples.Draws, samples.Inputs, samples.Outputs), Is.EqualTo((2, 1, 2)));
    }

    [Test]
    public void Softmax_RowsSumToOne()
    {
        using Tensor values = Networks.Inputs(1, 3, 2, 4);
        using PredictiveSamples logits = new(values);
        using PredictiveSamples probabilities = logits.Softmax();
        using Tensor sums = probabilities.Values.sum(2);
        Assert.That(Values.Of(sums), Has.All.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void New_KeepsAReferenceOfItsOwn()
    {
        Tensor values = ones(2, 3, 4);
        PredictiveSamples samples = new(values);
        values.Dispose();
        Assert.That(Values.Of(samples.Values), Has.All.EqualTo(1));
        samples.Dispose();
        Assert.That(() => samples.Values.sum(), Throws.InvalidOperationException);
    }

    [Test]
    public void New_Integers_ThrowsWithTypeAndName()
    {
        using Tensor votes = ones(2, 3, 4, dtype: ScalarType.Int64);
        Assert.That(
            () => new PredictiveSamples(votes),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("values").And.Message.Contains("got Int64"));
    }

    [Test]
    public void Sample_PosteriorThatHandsOverTooFew_ThrowsInsteadOfInventing()
    {
        using Tensor inputs = zeros(1, 1);
        Assert.That(() => new Lazy().Sample(inputs), Throws.InvalidOperationException.With.Message.Contains("handed over 1 outputs; 2 draws for 1 inputs make 2"));
    }

    [TestCase(new long[] { 2, 3 })]
    [TestCase(new long[] { 0, 3, 2 })]
    [TestCase(new long[] { 2, 0, 2 })]
    public void New_WrongShape_ThrowsWithShapeAndName(long[] shape)
    {
        using Tensor values = zeros(shape);
        Assert.That(
            () => new PredictiveSamples(values),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("values").And.Message.Contains("[S, N, C, …]"));
    }

    private sealed class Lazy : IPosteriorPredictive
    {
        public int Draws => 2;

        public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
        {
            using Tensor output = zeros(1, 3);
            visit(0, 0, output);
        }
    }
}
