using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Posterior;

/// <summary>Moments are what the samples of the same posterior come to, in any chunks, shape and precision.</summary>
[TestFixture]
internal sealed class PredictiveMomentsTests
{
    private static readonly long[][] Shapes = [[7, 5, 3], [4, 3, 2, 4, 5], [1, 5, 3], [6, 1, 4]];

    [Test]
    public void Moments_TwoDraws_AreThoseByHand()
    {
        using Tensor inputs = zeros(1, 1);
        using PredictiveMoments moments = new FixedPosterior([1, 2, 3, 6], 2, 1, 2).Moments(inputs);
        Assert.That(Values.Of(moments.Mean), Is.EqualTo(new double[] { 2, 4 }));
        Assert.That(Values.Of(moments.Variance), Is.EqualTo(new double[] { 1, 4 }));
        Assert.That((moments.Draws, moments.Inputs, moments.Outputs), Is.EqualTo((2, 1, 2)));
        Assert.That((moments.MeanEntropy, moments.Votes), Is.EqualTo(((Tensor?)null, (Tensor?)null)));
    }

    [Test]
    public void ProbabilityMoments_ThreeDraws_AreThoseByHand()
    {
        using Tensor inputs = zeros(1, 1);
        using PredictiveMoments moments = new FixedPosterior([1, 0, 0.5, 0.5, 0, 1], 3, 1, 2).ProbabilityMoments(inputs);
        Assert.That(Values.Of(moments.Mean), Is.EqualTo(new[] { 0.5, 0.5 }).Within(1e-15));
        Assert.That(Values.Of(moments.Variance), Is.EqualTo(new[] { 0.5 / 3, 0.5 / 3 }).Within(1e-15));
        Assert.That(Values.Of(moments.MeanEntropy!).Single(), Is.EqualTo(Math.Log(2) / 3).Within(1e-15));
        Assert.That(Values.Of(moments.Votes!), Is.EqualTo(new double[] { 2, 1 }), "a tie votes for the lowest class");
    }

    [Test]
    public void Moments_EqualThoseOfTheSamples(
        [ValueSource(nameof(Shapes))] long[] shape,
        [Values(ScalarType.Float32, ScalarType.Float64)] ScalarType type,
        [Values(1, 2, 100)] int chunk)
    {
        using Tensor draws = Draws(shape, type);
        using Tensor inputs = zeros(shape[1], 1);
        ChunkedPosterior posterior = new(draws, chunk);
        using PredictiveSamples samples = posterior.Sample(inputs);
        using PredictiveSamples softmax = samples.Softmax();
        using PredictiveMoments raw = posterior.Moments(inputs);
        using PredictiveMoments classes = posterior.SoftmaxMoments(inputs);
        using PredictiveMoments probabilities = new ChunkedPosterior(softmax.Values, chunk).ProbabilityMoments(inputs);
        AssertEqual(raw, samples);
        AssertEqual(classes, softmax);
        AssertEqual(probabilities, softmax);
        AssertEntropyAndVotes(classes, softmax.Values);
        AssertEntropyAndVotes(probabilities, softmax.Values);
    }

    [TestCase(ScalarType.Float16)]
    [TestCase(ScalarType.BFloat16)]
    public void Moments_HalfPrecision_AreInSingle(ScalarType type)
    {
        using Tensor draws = Draws([300, 4, 3], type);
        using Tensor inputs = zeros(4, 1);
        ChunkedPosterior posterior = new(draws, 3);
        using PredictiveSamples samples = posterior.Sample(inputs);
        using PredictiveSamples softmax = samples.Softmax();
        using PredictiveMoments raw = posterior.Moments(inputs);
        using PredictiveMoments classes = posterior.SoftmaxMoments(inputs);
        Assert.That((raw.Mean.dtype, classes.MeanEntropy!.dtype), Is.EqualTo((ScalarType.Float32, ScalarType.Float32)));
        AssertEqual(raw, samples);
        AssertEqual(classes, softmax);
        AssertEntropyAndVotes(classes, softmax.Values);
    }

    [Test]
    public void Moments_OfADropoutNetwork_EqualThoseOfItsSamples()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        using Tensor inputs = Networks.Inputs(1, 9, Networks.Features);
        McDropout posterior = new(network, new McDropoutOptions { Draws = 30, BatchSize = 4 });
        using PredictiveSamples samples = posterior.Sample(inputs);
        using PredictiveMoments moments = posterior.Moments(inputs);
        AssertEqual(moments, samples);
    }

    [Test]
    public void Moments_OneDraw_AreThatDraw()
    {
        using Tensor draws = Draws([1, 3, 4], ScalarType.Float32);
        using Tensor inputs = zeros(3, 1);
        using PredictiveMoments moments = new ChunkedPosterior(draws, 2).Moments(inputs);
        Assert.That(Values.Of(moments.Mean), Is.EqualTo(Values.Of(draws)));
        Assert.That(Values.Of(moments.Variance), Has.All.Zero);
    }

    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.Float64)]
    public void SoftmaxMoments_ThousandDrawsThatAgree_HaveNoVarianceAtAll(ScalarType type)
    {
        using Tensor one = Draws([1, 4, 3], type);
        using Tensor draws = one.expand(1000, -1, -1);
        using Tensor inputs = zeros(4, 1);
        using PredictiveMoments many = new ChunkedPosterior(draws, 3).SoftmaxMoments(inputs);
        using PredictiveMoments single = new ChunkedPosterior(one, 3).SoftmaxMoments(inputs);
        Assert.That(Values.Of(many.Variance), Has.All.Zero);
        Assert.That(Values.Of(many.Mean), Is.EqualTo(Values.Of(single.Mean)));
        Assert.That(Values.Of(many.MeanEntropy!), Is.EqualTo(Values.Of(single.MeanEntropy!)));
    }

    /// <summary>Mean 10,000 and deviation 0.01: E x² - (E x)² has no digit left, nor has a mean in single.</summary>
    [TestCase(ScalarType.Float32, 1e-4)]
    [TestCase(ScalarType.Float64, 1e-9)]
    public void Moments_LargeOffset_KeepTheVariancesDigits(ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = ((Networks.Inputs(3, 1000, 2, 3).to_type(ScalarType.Float64) * 0.01) + 1e4).to_type(type);
        Tensor inputs = zeros(2, 1);
        using PredictiveMoments moments = new ChunkedPosterior(draws, 2).Moments(inputs);
        using PredictiveSamples exact = new(draws.to_type(ScalarType.Float64));
        Tensor relative = (moments.Variance.to_type(ScalarType.Float64) / exact.Variance()) - 1;
        Assert.That(Values.Of(relative), Has.All.EqualTo(0).Within(tolerance));
        Assert.That(Values.Of(exact.Variance()), Has.All.EqualTo(1e-4).Within(1e-5), "the case must have a deviation of 0.01");
        Assert.That(Values.Of(moments.Mean), Is.EqualTo(Values.Of(exact.Mean())).Within(1e4 * 1e-7));
    }

    /// <summary>The mean starts at the first draw: one far from all others must not spoil it.</summary>
    [Test]
    public void Moments_FirstDrawFarOff_KeepTheVariancesDigits()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = (Networks.Inputs(3, 1000, 2, 3) * 1e-3) + 1;
        draws[0].fill_(-1);
        Tensor inputs = zeros(2, 1);
        using PredictiveMoments moments = new ChunkedPosterior(draws, 2).Moments(inputs);
        using PredictiveSamples exact = new(draws.to_type(ScalarType.Float64));
        Tensor relative = (moments.Variance.to_type(ScalarType.Float64) / exact.Variance()) - 1;
        Assert.That(Values.Of(relative), Has.All.EqualTo(0).Within(1e-5));
    }

    [Test]
    public void SoftmaxMoments_Chunks_ChangeNoBit()
    {
        using Tensor draws = Draws([20, 7, 3], ScalarType.Float32);
        using Tensor inputs = zeros(7, 1);
        using PredictiveMoments whole = new ChunkedPosterior(draws, 7).SoftmaxMoments(inputs);
        using PredictiveMoments parts = new ChunkedPosterior(draws, 3).SoftmaxMoments(inputs);
        Assert.That(Values.Of(parts.Mean), Is.EqualTo(Values.Of(whole.Mean)));
        Assert.That(Values.Of(parts.Variance), Is.EqualTo(Values.Of(whole.Variance)));
        Assert.That(Values.Of(parts.MeanEntropy!), Is.EqualTo(Values.Of(whole.MeanEntropy!)));
    }

    private static Tensor Draws(long[] shape, ScalarType type)
    {
        using Tensor standard = Networks.Inputs(5, shape);
        using Tensor scaled = standard * 2;
        return scaled.to_type(type);
    }

    private static void AssertEqual(PredictiveMoments moments, PredictiveSamples samples)
    {
        using Tensor mean = samples.Mean();
        using Tensor variance = samples.Variance();
        Assert.That(moments.Mean.shape, Is.EqualTo(mean.shape));
        Assert.That(moments.Mean.dtype, Is.EqualTo(mean.dtype));
        Assert.That(Values.Of(moments.Mean), Is.EqualTo(Values.Of(mean)).Within(1e-6));
        // Variances of up to 16: one part in a million, of the value where that is above 1.
        Assert.That(
            Values.Of(moments.Variance).Zip(Values.Of(variance), (got, expected) => (got - expected) / Math.Max(1, expected)),
            Has.All.EqualTo(0).Within(1e-6));
    }

    /// <summary>By loops over [S, N, C, rest].</summary>
    private static void AssertEntropyAndVotes(PredictiveMoments moments, Tensor probabilities)
    {
        long[] shape = probabilities.shape;
        int rest = (int)shape.Skip(3).Aggregate(1L, (product, length) => product * length);
        (int draws, int inputs, int classes) = ((int)shape[0], (int)shape[1], (int)shape[2]);
        double[] p = Values.Of(probabilities);
        double[] entropy = new double[inputs * rest];
        double[] votes = new double[inputs * classes * rest];
        for (int s = 0; s < draws; s++)
        {
            for (int place = 0; place < inputs * rest; place++)
            {
                (int n, int r) = (place / rest, place % rest);
                double[] row = [.. Enumerable.Range(0, classes).Select(c => p[(((((s * inputs) + n) * classes) + c) * rest) + r])];
                entropy[place] -= row.Where(value => value > 0).Sum(value => value * Math.Log(value)) / draws;
                votes[(((n * classes) + Array.IndexOf(row, row.Max())) * rest) + r]++;
            }
        }

        Assert.That(moments.MeanEntropy!.shape, Is.EqualTo(new[] { shape[1] }.Concat(shape.Skip(3))));
        Assert.That(Values.Of(moments.MeanEntropy), Is.EqualTo(entropy).Within(1e-6));
        Assert.That((moments.Votes!.dtype, moments.Votes.numel()), Is.EqualTo((ScalarType.Int32, (long)votes.Length)));
        Assert.That(Values.Of(moments.Votes), Is.EqualTo(votes));
    }
}
