using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Candidates;

/// <summary>Candidates of a pool, as a model sees them.</summary>
[TestFixture]
internal sealed class PoolCandidatesTests
{
    private static readonly int[] Indices = [11, 3, 0, 7, 8, 2, 5];

    private nn.Module<Tensor, Tensor> _network = null!;
    private Tensor _inputs = null!;
    private TensorPool _pool = null!;
    private ClassificationEvaluation _evaluation = null!;

    [SetUp]
    public void Open()
    {
        _network = Networks.Mlp();
        _inputs = Networks.Inputs(1, 12, Networks.Features);
        _pool = new TensorPool(_inputs);
        _evaluation = UncertaintyEvaluation.ForClassification(
            _network, Networks.Classes, options: new UncertaintyEvaluationOptions { Draws = 5, Seed = 2 });
    }

    [TearDown]
    public void Close()
    {
        _evaluation.Dispose();
        _pool.Dispose();
        _inputs.Dispose();
        _network.Dispose();
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(7)]
    [TestCase(1000)]
    public void Draws_AreThoseOfTheInputsInTheOrderOfTheNumbers(int batch)
    {
        using DisposeScope scope = NewDisposeScope();
        using CandidateSet candidates = CandidateSet.FromPool(_pool, Indices, _evaluation, batch: batch);
        using PredictiveSamples all = _evaluation.EvaluateDraws(_inputs);
        Tensor expected = all.Values.index_select(1, tensor(Indices.Select(index => (long)index).ToArray()));
        List<Tensor> parts = [];
        foreach (PredictiveSamples draws in candidates.Draws())
        {
            using (draws)
            {
                Assert.That(draws.Inputs, Is.LessThanOrEqualTo(batch));
                parts.Add(draws.Values.alias());
            }
        }

        Assert.That(candidates.Count, Is.EqualTo(Indices.Length));
        Assert.That(parts, Has.Count.EqualTo((Indices.Length + batch - 1) / batch));
        Assert.That(Values.Of(cat(parts, 1)), Is.EqualTo(Values.Of(expected)).Within(1e-6));
    }

    [Test]
    public void Score_DoesNotDependOnTheBatch()
    {
        double[][] scores = [.. new[] { 1, 2, 1000 }.Select(batch =>
        {
            using CandidateSet candidates = CandidateSet.FromPool(_pool, Indices, _evaluation, batch: batch);
            using Tensor bald = candidates.Score(Acquisition.Bald);
            using Tensor random = candidates.Score(Acquisition.Random(3));
            return (double[])[.. Values.Of(bald), .. Values.Of(random)];
        })];
        Assert.That(scores[0], Is.EqualTo(scores[2]).Within(1e-7));
        Assert.That(scores[1], Is.EqualTo(scores[2]).Within(1e-7));
    }

    [Test]
    public void Features_AreThoseOfCandidatesAndOfLabelledInputs()
    {
        FeatureReader reader = FeatureReader.Penultimate(_network);
        using FeatureReading expected = reader.Read(_inputs);
        using CandidateSet candidates = CandidateSet.FromPool(
            _pool, Indices, _evaluation, reader, [new LabelledInput(4, 1), new LabelledInput(9, 2)], batch: 3);
        CandidateFeatures features = candidates.Features();
        Assert.That(features.Values.shape, Is.EqualTo(new[] { Indices.Length, expected.Features.shape[1] }));
        AssertRows(features.Values, expected.Features, Indices);
        AssertRows(features.Logits!, expected.Logits!, Indices);
        AssertRows(features.Labelled!, expected.Features, [4, 9]);
        Assert.That(candidates.Labels, Is.EqualTo(new Label[] { 1, 2 }));
        Assert.That(candidates.Features(), Is.SameAs(features), "computed once");
    }

    [Test]
    public void FromPool_BadNumbers_ThrowsWithName()
    {
        Assert.That(() => CandidateSet.FromPool(_pool, [], _evaluation), Throws.ArgumentException.With.Property("ParamName").EqualTo("indices"));
        Assert.That(
            () => CandidateSet.FromPool(_pool, [1, 2, 1], _evaluation),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("indices").And.Message.Contains("1 is there twice"));
        Assert.That(
            () => CandidateSet.FromPool(_pool, [12], _evaluation),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("indices"));
        Assert.That(
            () => CandidateSet.FromPool(_pool, [1], _evaluation, batch: 0),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("batch"));
        Assert.That(() => CandidateSet.FromPool(null!, [1], _evaluation), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("pool"));
        Assert.That(() => CandidateSet.FromPool(_pool, [1], null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("evaluation"));
    }

    /// <summary>A wrong number of a labelled input would else come out only when features are asked for.</summary>
    [Test]
    public void FromPool_LabelledInputThatIsNotThere_ThrowsWithName() => Assert.That(
        () => CandidateSet.FromPool(_pool, [1], _evaluation, labelled: [new LabelledInput(12, 0)]),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("labelled"));

    [Test]
    public void Draws_OfAPoolThatGivesOtherInputs_SaysSoAndLeavesNothing()
    {
        ShortPool pool = new();
        using CandidateSet candidates = CandidateSet.FromPool(pool, [0, 1], _evaluation);
        Leaks.AssertNone(() => Assert.That(
            () => candidates.Score(Acquisition.Bald), Throws.InvalidOperationException.With.Message.Contains("[2, …] inputs").And.Message.Contains("got [1, 4]")));
    }

    [Test]
    public void Everything_Cancelled_ThrowsAndLeavesNothing()
    {
        CancellationToken cancelled = new(canceled: true);
        Leaks.AssertNone(() =>
        {
            using CandidateSet candidates = CandidateSet.FromPool(_pool, Indices, _evaluation, FeatureReader.Penultimate(_network));
            Assert.That(() => candidates.Score(Acquisition.Bald, cancelled), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => candidates.Features(cancelled), Throws.InstanceOf<OperationCanceledException>());
        });
    }

    [Test]
    public void Everything_LeavesNothing()
    {
        Leaks.AssertNone(() =>
        {
            using CandidateSet candidates = CandidateSet.FromPool(
                _pool, Indices, _evaluation, FeatureReader.Penultimate(_network), [new LabelledInput(4, 1)], batch: 3);
            candidates.Score(Acquisition.Bald).Dispose();
            _ = candidates.Features();
        });
        using CandidateSet some = CandidateSet.FromPool(_pool, Indices, _evaluation, batch: 3);
        long before = Leaks.CountAlive();
        foreach (PredictiveSamples draws in some.Draws())
        {
            draws.Dispose();
            break;
        }

        Assert.That(Leaks.CountAlive(), Is.EqualTo(before), "an enumeration that was given up");
    }

    private static void AssertRows(Tensor got, Tensor all, int[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor expected = all.index_select(0, tensor(rows.Select(row => (long)row).ToArray()));
        Assert.That(Values.Of(got), Is.EqualTo(Values.Of(expected)).Within(1e-6));
    }

    /// <summary>Gives one input, however many are asked for.</summary>
    private sealed class ShortPool : IPool
    {
        public int Count => 5;

        public Tensor Inputs(IReadOnlyList<int> indices) => zeros(1, Networks.Features);
    }
}
