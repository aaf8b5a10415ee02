using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Selection;

[TestFixture]
internal sealed class StochasticSelectorTests
{
    private static readonly double[] Scores = [0.1, 0.4, 0.2, 0.4];

    [Test]
    public void Chances_OfScores_AreThoseOfTheRule()
    {
        // Powers .1 + .4 + .2 + .4 = 1.1; ranks 4, 1.5, 3, 1.5 with 1/4 + 2/3 + 1/3 + 2/3 = 23/12.
        Assert.That(StochasticSelector.Chances(Scores, StochasticRule.Power, 1), Is.EqualTo(Scores.Select(score => score / 1.1)).Within(1e-14));
        Assert.That(
            StochasticSelector.Chances(Scores, StochasticRule.SoftRank, 1),
            Is.EqualTo(new[] { 3 / 23.0, 8 / 23.0, 4 / 23.0, 8 / 23.0 }).Within(1e-14));
        double sum = Scores.Sum(score => Math.Exp(2 * score));
        Assert.That(
            StochasticSelector.Chances(Scores, StochasticRule.Softmax, 2), Is.EqualTo(Scores.Select(score => Math.Exp(2 * score) / sum)).Within(1e-14));
    }

    [Test]
    public void Chances_AllScoresZero_AreEqual()
    {
        Assert.That(StochasticSelector.Chances([0, -1e-12, 0, 0], StochasticRule.Power, 3), Has.All.EqualTo(0.25));
        Assert.That(StochasticSelector.Chances([0, 1, 0], StochasticRule.Power, 3), Is.EqualTo(new double[] { 0, 1, 0 }));
    }

    [TestCase(StochasticRule.Power, 2)]
    [TestCase(StochasticRule.Softmax, 3)]
    [TestCase(StochasticRule.SoftRank, 1)]
    public void Choose_ManySeeds_FollowsTheChancesWithoutReplacement(StochasticRule rule, double coldness)
    {
        // 20,000 seeds: a share's standard error is at most 0.0036.
        const int Seeds = 20_000;
        double[] chances = StochasticSelector.Chances(Scores, rule, coldness);
        StochasticSelector selector = new(_ => tensor(Scores), rule, coldness);
        double[] first = new double[4];
        double[,] pairs = new double[4, 4];
        using Tensor some = ones(1, 4, 2) / 2;
        using PredictiveSamples draws = new(some);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        for (int seed = 0; seed < Seeds; seed++)
        {
            IReadOnlyList<int> positions = selector.Choose(candidates, 2, seed).Positions;
            first[positions[0]] += 1.0 / Seeds;
            pairs[positions[0], positions[1]] += 1.0 / Seeds;
        }

        Assert.That(first, Is.EqualTo(chances).Within(0.015));
        Assert.That(
            pairs.Cast<double>(),
            Is.EqualTo(Pairs(chances)).Within(0.015));
    }

    [Test]
    public void Choose_GreatColdness_TakesTheHighestScores()
    {
        foreach (StochasticRule rule in Enum.GetValues<StochasticRule>())
        {
            BatchSelection batch = Choose([0.1, 0.5, 0.2, 0.4], new(Function([0.1, 0.5, 0.2, 0.4]), rule, 1e6), 3);

            Assert.That(batch.Positions, Is.EqualTo(new[] { 1, 3, 2 }), $"{rule}");
            Assert.That(batch.Scores, Is.EqualTo(new[] { 0.5, 0.4, 0.2 }), "the scores themselves");
        }
    }

    [Test]
    public void Choose_ScoresOfZero_ComeAfterAllOthers([Range(0, 9)] int seed)
    {
        double[] scores = [0, 0.1, 0, 1e-12, 0];

        BatchSelection batch = Choose(scores, new StochasticSelector(Function(scores)), 5, seed);

        Assert.That(batch.Positions.Take(2), Is.EquivalentTo(new[] { 1, 3 }));
        Assert.That(batch.Positions.Skip(2), Is.EquivalentTo(new[] { 0, 2, 4 }));
    }

    [Test]
    public void Choose_SameSeed_IsTheSameBatch()
    {
        double[] scores = [.. Enumerable.Range(1, 200).Select(i => i / 200.0)];
        StochasticSelector selector = new(Function(scores));

        IReadOnlyList<int> Batch(long seed) => Choose(scores, selector, 10, seed).Positions;

        IReadOnlyList<int> batch = Batch(3);
        Assert.That(Batch(3), Is.EqualTo(batch));
        Assert.That(Batch(4), Is.Not.EqualTo(batch));
    }

    [Test]
    public void Choose_NegativeScores_AreForOtherRules()
    {
        double[] scores = [0.5, -0.1];

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Choose(scores, new(Function(scores)), 1))!;

        Assert.That(error.Message, Does.Contain("-0.1"));
        Assert.That(() => Choose(scores, new(Function(scores), StochasticRule.Softmax), 1), Throws.Nothing);
        Assert.That(() => Choose(scores, new(Function(scores), StochasticRule.SoftRank), 1), Throws.Nothing);
    }

    [Test]
    public void Constructor_BadArguments_Throw()
    {
        Assert.That(() => new StochasticSelector(null!), Throws.ArgumentNullException);
        Assert.That(() => new StochasticSelector(Function([1]), (StochasticRule)7), Throws.TypeOf<ArgumentOutOfRangeException>());
        ArgumentOutOfRangeException error =
            Assert.Throws<ArgumentOutOfRangeException>(() => new StochasticSelector(Function([1]), coldness: 0))!;
        Assert.That(error.ParamName, Is.EqualTo("coldness"));
    }

    [Test]
    public void Choose_LeavesNothingBehind() => Leaks.AssertNone(() => Choose(Scores, new(Function(Scores)), 2));

    /// <summary>Chances of the first two, one drawn after the other.</summary>
    private static IEnumerable<double> Pairs(double[] chances) =>
        from first in Enumerable.Range(0, chances.Length)
        from second in Enumerable.Range(0, chances.Length)
        select first == second ? 0 : chances[first] * chances[second] / (1 - chances[first]);

    private static AcquisitionFunction Function(double[] scores) => _ => tensor(scores);

    private static BatchSelection Choose(double[] scores, StochasticSelector selector, int count, long seed = 0)
    {
        using Tensor some = full(1, scores.Length, 2, 0.5);
        using PredictiveSamples draws = new(some);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        return selector.Choose(candidates, count, seed);
    }
}
