using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Acquisitions;

/// <summary>Numbers that can be recomputed by hand, and loops straight from the formulas.</summary>
[TestFixture]
internal sealed class AcquisitionValueTests
{
    private const int S = 11;
    private const int N = 13;
    private const int C = 5;

    /// <summary>Three inputs: draws sure and agreed; sure and at odds; unsure and agreed.</summary>
    private static readonly double[] ThreeInputs =
    [
        1, 0, 1, 0, 0.5, 0.5,
        1, 0, 0, 1, 0.5, 0.5,
    ];

    private static IEnumerable<TestCaseData> HandNumbers() =>
    [
        Row(Acquisition.LeastConfidence, 0, 0.5, 0.5),
        Row(Acquisition.Margin, 0, 1, 1),
        Row(Acquisition.Entropy, 0, Math.Log(2), Math.Log(2)),
        Row(Acquisition.ExpectedEntropy, 0, 0, Math.Log(2)),
        Row(Acquisition.VariationRatio, 0, 0.5, 0.5),
        Row(Acquisition.Bald, 0, Math.Log(2), 0),
        Row(Acquisition.ConsensusDivergence, 0, Math.Log(2), 0),
        Row(Acquisition.MaximumConsensusDivergence, 0, Math.Log(2), 0),
        Row(Acquisition.MeanStandardDeviation, 0, 0.5, 0),
        Row(Acquisition.MeanVariance, 0, 0.25, 0),
        Row(Acquisition.VoteVariationRatio, 0, 0.5, 0),
        Row(Acquisition.VoteEntropy, 0, Math.Log(2), 0),
        Row(Acquisition.PairwiseDisagreement, 0, 1, 0),
    ];

    private static IEnumerable<TestCaseData> NaiveLoops() =>
    [
        Loop(Acquisition.LeastConfidence, p => 1 - Mean(p).Max()),
        Loop(Acquisition.Margin, p => 1 - (Mean(p).OrderDescending().First() - Mean(p).OrderDescending().ElementAt(1))),
        Loop(Acquisition.Entropy, p => Entropy(Mean(p))),
        Loop(Acquisition.ExpectedEntropy, p => p.Average(Entropy)),
        Loop(Acquisition.Bald, p => Entropy(Mean(p)) - p.Average(Entropy)),
        Loop(Acquisition.ConsensusDivergence, p => p.Average(row => Divergence(row, Mean(p)))),
        Loop(Acquisition.MaximumConsensusDivergence, p => p.Max(row => Divergence(row, Mean(p)))),
        Loop(Acquisition.MeanStandardDeviation, p => Classes().Average(c => Math.Sqrt(Variance(p, c)))),
        Loop(Acquisition.MeanVariance, p => Classes().Average(c => Variance(p, c))),
        Loop(Acquisition.VoteVariationRatio, p => 1 - Shares(p).Max()),
        Loop(Acquisition.VoteEntropy, p => Entropy(Shares(p))),
        Loop(Acquisition.PairwiseDisagreement, p => Pairs().Average(pair => Vote(p[pair.One]) == Vote(p[pair.Other]) ? 0.0 : 1.0)),
    ];

    private static IEnumerable<AcquisitionCase> Disagreements => AcquisitionCase.All.Where(entry => entry.IsDisagreement);

    /// <summary>Those that do not look at draws of other inputs, which come in the same order.</summary>
    private static IEnumerable<AcquisitionCase> WithoutTargets => AcquisitionCase.All.Where(entry => entry.Name != nameof(Acquisition.Epig));

    [TestCaseSource(nameof(HandNumbers))]
    public void Scores_OfThreeInputs_AreThoseByHand(AcquisitionFunction function, double[] expected)
    {
        using PredictiveSamples draws = Draws.Of(ThreeInputs, 2, 3, 2);
        Assert.That(Draws.Scores(function, draws), Is.EqualTo(expected).Within(1e-15));
    }

    [TestCaseSource(nameof(NaiveLoops))]
    public void Scores_AreThoseOfTheFormula(AcquisitionFunction function, Func<double[][], double> formula)
    {
        using PredictiveSamples draws = Draws.OfClasses(7, S, N, C);
        double[] values = Values.Of(draws.Values);
        IEnumerable<double> expected = Enumerable.Range(0, N).Select(n =>
            formula([.. Enumerable.Range(0, S).Select(s => values.AsSpan(((s * N) + n) * C, C).ToArray())]));
        Assert.That(Draws.Scores(function, draws), Is.EqualTo(expected).Within(1e-13));
    }

    [Test]
    public void Scores_OfASingleDraw_AreZeroForDisagreement()
    {
        foreach (AcquisitionCase entry in Disagreements.Intersect(WithoutTargets))
        {
            using PredictiveSamples all = entry.Make(3, 4);
            using PredictiveSamples one = Draws.Changed(all, values => values.narrow(0, 2, 1));
            Assert.That(Draws.Scores(entry.Function, one), Is.All.Zero, entry.Name);
        }
    }

    [TestCaseSource(nameof(WithoutTargets))]
    public void Scores_DrawsInAnotherOrder_AreTheSame(AcquisitionCase entry)
    {
        using PredictiveSamples draws = entry.Make(1, 9);
        using PredictiveSamples reversed = Draws.Changed(draws, values => values.flip(0));
        Assert.That(Draws.Scores(entry.Function, reversed), Is.EqualTo(Draws.Scores(entry.Function, draws)).Within(1e-13));
    }

    /// <summary>Noise of the size that passes in single precision leave: far less of it in the score, and never below 0.</summary>
    [TestCaseSource(nameof(Disagreements))]
    public void Scores_OfDrawsThatDifferByRounding_AreNextToNothing(AcquisitionCase entry)
    {
        using PredictiveSamples draws = entry.Make(1, 9);
        using PredictiveSamples noisy = Draws.Changed(draws, values =>
        {
            using Generator generator = new(3);
            Tensor factor = 1 + ((rand(values.shape, ScalarType.Float64, generator: generator) - 0.5) * 1e-8);
            return values.narrow(0, 0, 1) * factor;
        });
        double most = entry.Name == nameof(Acquisition.MeanStandardDeviation) ? 1e-8 : 1e-14;
        Assert.That(Draws.Scores(entry.Function, noisy), Has.All.InRange(0, most));
    }

    /// <summary>The difference of two entropies has lost these numbers, of which the first is a hundred times the second.</summary>
    [Test]
    public void Bald_OfTinyDisagreement_KeepsItsDigits()
    {
        const double Large = 1e-9;
        const double Small = 1e-10;
        using PredictiveSamples draws = Draws.Of(
            [0.5 + Large, 0.5 - Large, 0.5 + Small, 0.5 - Small, 0.5 - Large, 0.5 + Large, 0.5 - Small, 0.5 + Small], 2, 2, 2);

        // Of p = 1/2 ± d: ln 2 - H = 2 d² to first order.
        double[] scores = Draws.Scores(Acquisition.Bald, draws);
        Assert.That(scores[0], Is.EqualTo(2 * Large * Large).Within(1e-5).Percent);
        Assert.That(scores[1], Is.EqualTo(2 * Small * Small).Within(1e-3).Percent);
    }

    /// <summary>The same split of the votes, whichever classes they go to, is the same score.</summary>
    [Test]
    public void VoteEntropy_SameSplitOfTheVotes_TiesExactly()
    {
        int[][] splits = [[0, 0, 0, 1, 1, 2], [2, 2, 2, 0, 0, 1], [1, 1, 1, 2, 2, 0], [2, 0, 1, 0, 1, 0]];
        double[] values =
        [
            .. Enumerable.Range(0, 6).SelectMany(s => splits.SelectMany(votes => Enumerable.Range(0, 3).Select(c => votes[s] == c ? 1.0 : 0.0))),
        ];
        using PredictiveSamples draws = Draws.Of(values, 6, 4, 3);
        foreach (AcquisitionFunction function in new AcquisitionFunction[]
        {
            Acquisition.VoteEntropy, Acquisition.VoteVariationRatio, Acquisition.PairwiseDisagreement,
        })
        {
            Assert.That(Draws.Scores(function, draws).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [TestCase(0.0)]
    [TestCase(1e-300)]
    [TestCase(1e-17)]
    [TestCase(1e-9)]
    [TestCase(-1e-9)]
    [TestCase(0.3)]
    [TestCase(-0.4)]
    public void LogOnePlus_IsTheSeries(double x)
    {
        double expected = Math.Abs(x) < 1e-6 ? x - (x * x / 2) : Math.Log(1 + x);
        Assert.That(Nats.LogOnePlus(x), Is.EqualTo(expected).Within(1e-15 * Math.Abs(x)));
    }

    [Test]
    public void Divergence_OfNumbersNextToZero_IsNoNaN()
    {
        Assert.That(Nats.Divergence(0, 0), Is.Zero);
        Assert.That(Nats.Divergence(0, 0.25), Is.EqualTo(0.25));
        Assert.That(Nats.Divergence(double.Epsilon, 0.25), Is.EqualTo(0.25));
        Assert.That(Nats.Divergence(double.Epsilon, 0), Is.Zero);
    }

    private static TestCaseData Row(AcquisitionFunction function, params double[] expected) =>
        new TestCaseData(function, expected).SetArgDisplayNames(function.Method.Name);

    private static TestCaseData Loop(AcquisitionFunction function, Func<double[][], double> formula) =>
        new TestCaseData(function, formula).SetArgDisplayNames(function.Method.Name);

    private static IEnumerable<int> Classes() => Enumerable.Range(0, C);

    private static IEnumerable<(int One, int Other)> Pairs() =>
        from one in Enumerable.Range(0, S) from other in Enumerable.Range(0, S) where one < other select (one, other);

    private static double[] Mean(double[][] draws) => [.. Classes().Select(c => draws.Average(row => row[c]))];

    private static double Variance(double[][] draws, int c) => draws.Average(row => Math.Pow(row[c] - Mean(draws)[c], 2));

    private static double Entropy(double[] p) => -p.Where(value => value > 0).Sum(value => value * Math.Log(value));

    private static double Divergence(double[] p, double[] q) => p.Zip(q, (one, other) => one * Math.Log(one / other)).Sum();

    private static int Vote(double[] row) => Array.IndexOf(row, row.Max());

    private static double[] Shares(double[][] draws) => [.. Classes().Select(c => draws.Count(row => Vote(row) == c) / (double)S)];
}
