using TorchSharp;
using Uncertainty.ActiveLearning.Tests.Selection.Joint;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class BatchBaldSelectorTests
{
    [Test]
    public void Choose_WhileExact_IsTheGreedyBatchOfTheDefinition([Range(1, 8)] int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(seed, draws: 4 + seed, inputs: 20, classes: 2 + (seed % 2));
        (int[] positions, double[] scores) = NaiveInformation.Greedy(Values.Of(draws), draws.shape, 5);

        BatchSelection batch = JointCases.Choose(draws, 5);

        Assert.That(batch.Positions, Is.EqualTo(positions));
        Assert.That(batch.Scores, Is.EqualTo(scores).Within(1e-12));
    }

    [Test]
    public void Choose_BatchOfOne_TakesTheHighestMutualInformation([Range(1, 20)] int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(seed, 10, 50, 5);
        double[] bald = NaiveInformation.Bald(Values.Of(draws), draws.shape);

        BatchSelection batch = JointCases.Choose(draws, 1);

        Assert.That(batch.Positions[0], Is.EqualTo(Array.IndexOf(bald, bald.Max())));
        Assert.That(batch.Scores[0], Is.EqualTo(bald.Max()).Within(1e-14));
    }

    [Test]
    public void Choose_CopiesInThePool_TakesOneOfEach()
    {
        // Five copies of each input, as in Repeated-MNIST: what is taken are the originals, in the order of a pool without copies.
        using DisposeScope scope = NewDisposeScope();
        Tensor originals = JointCases.Probabilities(2, 40, 12, 3);
        Tensor pool = originals.repeat(1, 5, 1);

        BatchSelection batch = JointCases.Choose(pool, 5);

        Assert.That(batch.Positions, Is.EqualTo(JointCases.Choose(originals, 5).Positions));
        double[] bald = NaiveInformation.Bald(Values.Of(pool), pool.shape);
        int[] single = [.. Enumerable.Range(0, bald.Length).OrderByDescending(position => Math.Round(bald[position], 12)).Take(5)];
        Assert.That(single.Select(position => position % 12).Distinct(), Has.Exactly(1).Items);
    }

    [Test]
    public void Choose_AllAlike_TakesTheLowestNumbers()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor one = JointCases.Probabilities(4, 7, 1, 10);

        Assert.That(JointCases.Choose(one.repeat(1, 300, 1), 3).Positions, Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public void Choose_SameInputsInAnotherOrder_AreTheSameInputs()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(6, 9, 30, 3);
        int[] positions = [.. JointCases.Choose(draws, 5).Positions];

        int[] turned = [.. JointCases.Choose(draws.flip(1), 5).Positions];

        Assert.That(turned.Select(position => 29 - position), Is.EqualTo(positions));
    }

    [Test]
    public void Choose_DrawsAgree_GainNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(1, 1, 6, 4).repeat(5, 1, 1);

        BatchSelection batch = JointCases.Choose(draws, 6);

        Assert.That(batch.Positions, Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5 }));
        Assert.That(batch.Scores, Has.All.EqualTo(0).Within(1e-14));
    }

    [Test]
    public void Choose_SinglePrecision_IsNearDouble()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(8, 20, 60, 4);

        BatchSelection narrow = JointCases.Choose(draws.to_type(ScalarType.Float32), 5);

        BatchSelection wide = JointCases.Choose(draws, 5);
        Assert.That(narrow.Positions, Is.EqualTo(wide.Positions));
        Assert.That(narrow.Scores, Is.EqualTo(wide.Scores).Within(1e-6));
    }

    [Test]
    public void Choose_WithConstraint_KeepsToIt()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = JointCases.Probabilities(2, 8, 20, 3);
        using PredictiveSamples samples = new(draws);
        using CandidateSet candidates = CandidateSet.FromDraws(samples);
        BatchBaldSelector selector = new() { Constraints = [new OddOnly()] };
        int[] odd = [.. Enumerable.Range(0, 20).Where(position => position % 2 == 1)];

        IReadOnlyList<int> positions = selector.Choose(candidates, 4).Positions;

        Tensor those = draws.index_select(1, tensor(odd.Select(position => (long)position).ToArray()));
        Assert.That(positions, Is.EqualTo(JointCases.Choose(those, 4).Positions.Select(position => odd[position])));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => selector.Choose(candidates, 11))!;
        Assert.That(error.Message, Does.Contain("10 candidates"));
    }

    [Test]
    public void Choose_NoClassProbabilities_Throws()
    {
        using DisposeScope scope = NewDisposeScope();

        InvalidOperationException shape = Assert.Throws<InvalidOperationException>(() => JointCases.Choose(ones(3, 4, 1, 2), 1))!;
        ArgumentException sum = Assert.Throws<ArgumentException>(() => JointCases.Choose(ones(3, 4, 2), 1))!;

        Assert.That(shape.Message, Does.Contain("[S, N, C]").And.Contain("[3, 4, 1, 2]"));
        Assert.That(sum.ParamName, Is.EqualTo("candidates"));
        Assert.That(() => JointCases.Choose(full(3, 4, 2, double.NaN), 1), Throws.ArgumentException);
    }

    [Test]
    public void Choose_NoDraws_Throws()
    {
        using CandidateFeatures features = new(ones(3, 2));
        using CandidateSet candidates = CandidateSet.FromFeatures(features);

        Assert.That(() => new BatchBaldSelector().Choose(candidates, 1), Throws.InvalidOperationException.With.Message.Contain("no draws"));
    }

    [Test]
    public void Options_OutOfRange_Throw()
    {
        ArgumentOutOfRangeException configurations =
            Assert.Throws<ArgumentOutOfRangeException>(() => new BatchBaldOptions { Configurations = 0 })!;
        ArgumentOutOfRangeException memory = Assert.Throws<ArgumentOutOfRangeException>(() => new BatchBaldOptions { MemoryLimit = 0 })!;

        Assert.That(configurations.ParamName, Is.EqualTo(nameof(BatchBaldOptions.Configurations)));
        Assert.That(memory.ParamName, Is.EqualTo(nameof(BatchBaldOptions.MemoryLimit)));
    }

    private sealed class OddOnly : ISelectionConstraint, ISelectionCheck
    {
        public ISelectionCheck Begin(CandidateSet candidates, int count, CancellationToken cancellationToken = default) => this;

        public bool Allows(int position) => position % 2 == 1;

        public void Take(int position)
        {
        }
    }
}
