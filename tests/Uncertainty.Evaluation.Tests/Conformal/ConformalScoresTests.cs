using System.Numerics;

namespace Uncertainty.Evaluation.Tests.Conformal;

[TestFixture]
internal sealed class ConformalScoresTests
{
    /// <summary>k = ⌈(n + 1)(1 - α)⌉ in whole numbers, α in thousandths.</summary>
    [Test]
    public void Threshold_EveryAlphaAndCount_IsTheExactOrderStatistic()
    {
        for (int count = 1; count <= 60; count++)
        {
            ConformalScores scores = ConformalScores.Fit([.. Enumerable.Range(1, count).Select(i => (double)i)]);
            for (int thousandths = 1; thousandths < 1000; thousandths++)
            {
                int rank = (int)(((BigInteger)(count + 1) * (1000 - thousandths) + 999) / 1000);
                double expected = rank > count ? double.PositiveInfinity : rank;
                Assert.That(scores.Threshold(thousandths / 1000.0), Is.EqualTo(expected), $"{count} {thousandths}");
            }
        }
    }

    /// <summary>(n + 1) α = 29 in decimals, 28.999999999999996 in binary.</summary>
    [Test]
    public void Threshold_ProductThatRoundsBelowAWholeNumber_IsNotOneTooFar()
    {
        ConformalScores scores = ConformalScores.Fit([.. Enumerable.Range(1, 99).Select(i => (double)i)]);
        Assert.That(0.29 * 100, Is.LessThan(29));
        Assert.That(scores.Threshold(0.29), Is.EqualTo(71));
    }

    [TestCase(0.1, 9)]
    [TestCase(0.05, 19)]
    [TestCase(0.3, 3)]
    [TestCase(0.5, 1)]
    [TestCase(0.9, 1)]
    public void Threshold_FewerThanTheLeastCount_IsInfinite(double alpha, int least)
    {
        Assert.That(ConformalScores.LeastCount(alpha), Is.EqualTo(least));
        Assert.That(ConformalScores.Fit(new double[least]).Threshold(alpha), Is.Zero);
        if (least > 1)
        {
            Assert.That(ConformalScores.Fit(new double[least - 1]).Threshold(alpha), Is.EqualTo(double.PositiveInfinity));
        }
    }

    [Test]
    public void Threshold_Higher_IsTheExactOneOrTheNext()
    {
        int later = 0;
        for (int count = 1; count <= 60; count++)
        {
            ConformalScores scores = ConformalScores.Fit([.. Enumerable.Range(1, count).Select(i => (double)i)]);
            for (int hundredths = 1; hundredths < 100; hundredths++)
            {
                double exact = scores.Threshold(hundredths / 100.0);
                double higher = scores.Threshold(hundredths / 100.0, OrderStatistic.Higher);

                // Place ⌈(n + 1)(1 - α)(n - 1)/n⌉ from 0, in whole numbers.
                int product = (count + 1) * (100 - hundredths) * (count - 1);
                int place = (product + (100 * count) - 1) / (100 * count);
                Assert.That(higher, Is.EqualTo(double.IsFinite(exact) ? place + 1 : exact), $"{count} {hundredths}");
                Assert.That(higher, Is.EqualTo(exact).Or.EqualTo(exact + 1));
                later += higher > exact ? 1 : 0;
            }
        }

        Assert.That(later, Is.Positive);
    }

    [Test]
    public void PValue_AmongTies_CountsThoseAtLeastAsHigh()
    {
        ConformalScores scores = ConformalScores.Fit([3, 1, 2, 2]);
        Assert.That(
            new[] { 0.5, 1, 1.5, 2, 3, 4, double.PositiveInfinity, double.NegativeInfinity }.Select(scores.PValue),
            Is.EqualTo([1, 1, 0.8, 0.8, 0.4, 0.2, 0.2, 1]).Within(1e-15));
    }

    [Test]
    public void PValue_AboveAlpha_IsWithinTheThreshold([Values(1, 4, 9, 10, 37)] int count)
    {
        Random random = new(count);
        ConformalScores scores = ConformalScores.Fit([.. Enumerable.Range(0, count).Select(_ => (double)random.Next(12))]);
        for (int hundredths = 1; hundredths < 100; hundredths++)
        {
            double threshold = scores.Threshold(hundredths / 100.0);
            for (int score = -1; score <= 12; score++)
            {
                // In whole numbers, as 3/10 and 0.3 are not equal in binary: p (n + 1) is one.
                long p = (long)Math.Round(scores.PValue(score) * (count + 1));
                Assert.That(score <= threshold, Is.EqualTo(p * 100 > hundredths * (count + 1)), $"{count} {hundredths} {score}");
            }
        }
    }

    [Test]
    public void Fit_LeavesItsInputAlone()
    {
        double[] input = [3, 1, 2];
        ConformalScores scores = ConformalScores.Fit(input);
        Assert.That(input, Is.EqualTo([3, 1, 2]));
        input[0] = -1;
        Assert.That(scores.Threshold(0.25), Is.EqualTo(3));
    }
}
