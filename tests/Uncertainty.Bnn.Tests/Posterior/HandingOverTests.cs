using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Posterior;

/// <summary>What can go wrong between a posterior and those who read it: an error each time, no half result, nothing left.</summary>
[TestFixture]
internal sealed class HandingOverTests
{
    /// <summary>S = 2 draws for N = 4 inputs are due, as (draw, first, length).</summary>
    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("NothingAtAll", "handed over 0 outputs; 2 draws for 4 inputs make 8");
        yield return Case("LastDrawMissing", "handed over 6 outputs", (0, 0, 2), (1, 0, 2), (0, 2, 2));
        yield return Case("LastChunkMissing", "handed over 4 outputs", (0, 0, 2), (1, 0, 2));
        yield return Case("DrawMissing", "draw 0 of inputs from 2 to 3; due was draw 1 of inputs from 0 to 1", (0, 0, 2), (0, 2, 2));
        yield return Case("DrawsSwapped", "due was draw 0 of inputs from 0 to at most 3", (1, 0, 4), (0, 0, 4));
        yield return Case("DrawTwice", "due was draw 1", (0, 0, 4), (0, 0, 4));
        yield return Case("ChunksSwapped", "due was draw 0 of inputs from 0", (0, 2, 2), (1, 2, 2), (0, 0, 2), (1, 0, 2));
        yield return Case("Gap", "due was draw 0 of inputs from 1", (0, 0, 1), (1, 0, 1), (0, 2, 2), (1, 2, 2));
        yield return Case("Overlap", "due was draw 0 of inputs from 2", (0, 0, 2), (1, 0, 2), (0, 1, 3), (1, 1, 3));
        yield return Case("ShorterSecondDraw", "due was draw 1 of inputs from 0 to 3", (0, 0, 4), (1, 0, 3));
        yield return Case("MoreInputs", "draw 0 of inputs from 0 to 4", (0, 0, 5), (1, 0, 5));
        yield return Case("MoreDraws", "draw 2 of inputs from 0 to 3; due was nothing more", (0, 0, 4), (1, 0, 4), (2, 0, 4));
    }

    /// <summary>Shapes of draw 0 and draw 1 (in single precision and in another type), and what the error says.</summary>
    private static IEnumerable<TestCaseData> Strange()
    {
        yield return Kinds("ChangeShape", [4, 3], [4, 2], ScalarType.Float32, "[4, 2] Float32 after others of [n, 3] Float32");
        yield return Kinds("ChangeType", [4, 3], [4, 3], ScalarType.Float64, "[4, 3] Float64 after others of [n, 3] Float32");
        yield return Kinds("WithoutClasses", [4], [4], ScalarType.Float32, "[n, C, …] outputs of a floating-point type; got [4] Float32");
        yield return Kinds("OfIntegers", [4, 3], [4, 3], ScalarType.Int64, "got [4, 3] Int64");
    }

    [TestCaseSource(nameof(Broken))]
    public void Read_PosteriorOutOfOrder_Throws((int Draw, long First, long Length)[] steps, string expected)
    {
        using Tensor inputs = zeros(4, 1);
        AssertThrows(inputs, expected, visit =>
        {
            foreach ((int draw, long first, long length) in steps)
            {
                using Tensor outputs = full([length, 2], 0.5);
                visit(draw, first, outputs);
            }
        });
    }

    [TestCaseSource(nameof(Strange))]
    public void Read_OutputsOfAnotherKind_Throws(long[] first, long[] second, ScalarType type, string expected)
    {
        using Tensor inputs = zeros(4, 1);
        AssertThrows(inputs, expected, visit =>
        {
            using Tensor one = full(first, 0.5);
            using Tensor other = ones(second, dtype: type);
            visit(0, 0, one);
            visit(1, 0, other);
        });
    }

    [Test]
    public void Moments_OutputsNotFinite_CountsThoseOfTheChunk()
    {
        using Tensor draws = zeros(3, 4, 2);
        using Tensor inputs = zeros(4, 1);
        draws[1, 2, 0] = double.NaN;
        draws[2, 3, 1] = double.NegativeInfinity;
        ChunkedPosterior posterior = new(draws, 2);
        Leaks.AssertNone(() =>
        {
            Assert.That(() => posterior.Moments(inputs), Throws.InvalidOperationException.With.Message.Contains("2 of 12 values"));
            Assert.That(() => posterior.ProbabilityMoments(inputs), Throws.ArgumentException, "chunk 1 is finite, and no probabilities");
            Assert.That(() => posterior.SoftmaxMoments(inputs), Throws.InvalidOperationException.With.Message.Contains("2 of 12 values"));
        });
    }

    [TestCase(new[] { 0.5, 0.5, 0.5, 0.4 }, "the lowest is 0.4 and a sum is off by 0.1")]
    [TestCase(new[] { 0.5, 0.5, 1.5, -0.5 }, "the lowest is -0.5 and a sum is off by 0")]
    [TestCase(new[] { 2.0, 1.0, 2.0, 1.0 }, "the lowest is 1 and a sum is off by 2")]
    public void ProbabilityMoments_NoProbabilities_ThrowsWithNumbers(double[] values, string expected)
    {
        using Tensor inputs = zeros(1, 1);
        FixedPosterior posterior = new(values, 2, 1, 2);
        Assert.That(
            () => posterior.ProbabilityMoments(inputs),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("posterior").And.Message.Contains(expected));
    }

    [TestCase(new long[] { })]
    [TestCase(new long[] { 0, 3 })]
    public void Read_NoInputs_ThrowsWithName(long[] shape)
    {
        using Tensor inputs = zeros(shape);
        FixedPosterior posterior = new([1, 2], 2, 1, 1);
        Assert.That(() => posterior.Moments(inputs), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(() => posterior.Sample(inputs), Throws.ArgumentException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(() => posterior.Moments(null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("inputs"));
    }

    [Test]
    public void Read_CancelledInTheMiddle_LeavesNothing()
    {
        using Tensor draws = ones(4, 6, 3);
        using Tensor inputs = zeros(6, 1);
        Leaks.AssertNone(() =>
        {
            foreach (Action<IPosteriorPredictive, CancellationToken> read in new Action<IPosteriorPredictive, CancellationToken>[]
            {
                (posterior, token) => posterior.Moments(inputs, token).Dispose(),
                (posterior, token) => posterior.SoftmaxMoments(inputs, token).Dispose(),
                (posterior, token) => posterior.Sample(inputs, token).Dispose(),
            })
            {
                using CancellationTokenSource source = new();
                Scripted posterior = new(4, (visit, token) =>
                    new ChunkedPosterior(draws, 4).Visit(inputs, Then(visit, source.Cancel, after: 5), token));
                Assert.That(() => read(posterior, source.Token), Throws.InstanceOf<OperationCanceledException>());
            }
        });
    }

    [Test]
    public void Moments_LeakNothing()
    {
        using Tensor draws = Networks.Inputs(1, 4, 6, 3);
        using Tensor inputs = zeros(6, 1);
        using PredictiveSamples samples = new(draws);
        using PredictiveSamples softmax = samples.Softmax();
        Leaks.AssertNone(() =>
        {
            using PredictiveMoments raw = new ChunkedPosterior(draws, 4).Moments(inputs);
            using PredictiveMoments classes = new ChunkedPosterior(draws, 4).SoftmaxMoments(inputs);
            using PredictiveMoments probabilities = new ChunkedPosterior(softmax.Values, 4).ProbabilityMoments(inputs);
        });
    }

    /// <summary>Nothing gathers while draws come: no more tensors live at the last than at the second, of whatever chunk.</summary>
    [Test]
    public void SoftmaxMoments_LiveTensors_GrowNeitherWithDrawsNorWithChunks()
    {
        using Tensor draws = Networks.Inputs(1, 20, 12, 3);
        using Tensor inputs = zeros(12, 1);
        List<long> live = [];
        Scripted posterior = new(20, (visit, token) => new ChunkedPosterior(draws, 3).Visit(
            inputs, Then(visit, () => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount)), token));
        posterior.SoftmaxMoments(inputs).Dispose();
        Assert.That(live, Has.Count.EqualTo(80));
        Assert.That(live, Has.All.EqualTo(live[0]));
    }

    [Test]
    public void Moments_OutputsWithGradients_KeepNoGraph()
    {
        using Tensor inputs = zeros(2, 1);
        using Tensor weights = ones(2, 3).requires_grad_();
        Scripted posterior = new(2, (visit, _) =>
        {
            using DisposeScope scope = NewDisposeScope();
            visit(0, 0, weights * 2);
            visit(1, 0, weights * 3);
        });
        using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
        Assert.That((moments.Mean.requires_grad, moments.Variance.requires_grad), Is.EqualTo((false, false)));
        Assert.That(is_grad_enabled(), Is.True);
    }

    private static TestCaseData Case(string name, string expected, params (int, long, long)[] steps) =>
        new TestCaseData(steps, expected).SetName($"Read_{name}_Throws");

    private static TestCaseData Kinds(string name, long[] first, long[] second, ScalarType type, string expected) =>
        new TestCaseData(first, second, type, expected).SetName($"Read_Outputs{name}_Throws");

    private static void AssertThrows(Tensor inputs, string expected, Action<DrawVisitor> script)
    {
        Scripted posterior = new(2, (visit, _) => script(visit));
        Leaks.AssertNone(() =>
        {
            Assert.That(() => posterior.Sample(inputs), Throws.InvalidOperationException.With.Message.Contains(expected));
            Assert.That(() => posterior.Moments(inputs), Throws.InvalidOperationException.With.Message.Contains(expected));
            Assert.That(() => posterior.ProbabilityMoments(inputs), Throws.InvalidOperationException.With.Message.Contains(expected));
            Assert.That(() => posterior.SoftmaxMoments(inputs), Throws.InvalidOperationException.With.Message.Contains(expected));
        });
    }

    private static DrawVisitor Then(DrawVisitor visit, Action action, int after = 1)
    {
        int calls = 0;
        return (draw, first, outputs) =>
        {
            visit(draw, first, outputs);
            if (++calls >= after)
            {
                action();
            }
        };
    }

    private sealed class Scripted(int draws, Action<DrawVisitor, CancellationToken> script) : IPosteriorPredictive
    {
        public int Draws => draws;

        public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default) =>
            script(visit, cancellationToken);
    }
}
