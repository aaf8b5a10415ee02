using MathNet.Numerics;

namespace Uncertainty.Evaluation.Tests.Conformal;

/// <summary>
/// What is promised, over many random splits. Of m inputs, those covered by a calibration set of n follow the beta-binomial distribution of
/// Beta(k, n + 1 - k), k = ⌈(n + 1)(1 - α)⌉, if scores are never equal (Vovk, "Conditional Validity of Inductive Conformal Predictors",
/// ACML 2012).
/// </summary>
[TestFixture]
internal sealed class CoverageTests
{
    private const int Splits = 1000;
    private const int Calibration = 57;
    private const int Inputs = 100;
    private const int Classes = 5;
    private const double Alpha = 0.1;
    private const int Rank = 53;

    /// <summary>99.99 % of χ² with 9 degrees of freedom.</summary>
    private const double ChiSquareBound = 33.7;

    private static IEnumerable<ConformalClassifierOptions> Continuous =>
    [
        new() { Alpha = Alpha },
        new() { Alpha = Alpha, Score = LabelScore.AdaptiveSets, Randomised = true },
        new() { Alpha = Alpha, Score = LabelScore.RegularisedAdaptiveSets, Randomised = true, Penalty = 0.05, FreeRanks = 2 },
    ];

    private static IEnumerable<ConformalClassifierOptions> Conservative =>
    [
        new() { Alpha = Alpha, Score = LabelScore.AdaptiveSets },
        new() { Alpha = Alpha, Score = LabelScore.RegularisedAdaptiveSets },
        new() { Alpha = Alpha, Rule = SetRule.NeverEmpty },
        new() { Alpha = Alpha, Statistic = OrderStatistic.Higher },
        new() { Alpha = Alpha, Score = LabelScore.AdaptiveSets, Ties = TieOrder.Together, Rule = SetRule.WithCrossingLabel },
        new() { Alpha = Alpha, Score = LabelScore.AdaptiveSets, Randomised = true, Rule = SetRule.WithCrossingLabel },
    ];

    [TestCaseSource(nameof(Continuous))]
    public void Sets_ScoresNeverEqual_CoverAsTheBetaBinomialSays(ConformalClassifierOptions options) =>
        AssertBetaBinomial(Classified(options));

    [TestCaseSource(nameof(Conservative))]
    public void Sets_ScoresThatMayBeEqual_CoverAtLeastAsOften(ConformalClassifierOptions options) =>
        Assert.That(Classified(options).Average(covered => covered / (double)Inputs), Is.GreaterThan(1 - Alpha - (4 * StandardError())));

    [TestCase(IntervalBase.Prediction)]
    [TestCase(IntervalBase.ScaledPrediction)]
    [TestCase(IntervalBase.Quantiles)]
    public void Intervals_Symmetric_CoverAsTheBetaBinomialSays(IntervalBase around) =>
        AssertBetaBinomial(Regressed(around, new ConformalRegressorOptions { Alpha = Alpha }));

    /// <summary>Each tail is missed with probability 1 - k/(n + 1), k = ⌈(n + 1)(1 - α/2)⌉ = 56.</summary>
    [TestCase(IntervalBase.Prediction)]
    [TestCase(IntervalBase.ScaledPrediction)]
    [TestCase(IntervalBase.Quantiles)]
    public void Intervals_Asymmetric_CoverByTwoTails(IntervalBase around)
    {
        int[] covered = Regressed(around, new ConformalRegressorOptions { Alpha = Alpha, Tails = IntervalTails.Asymmetric });
        Assert.That(covered.Average() / Inputs, Is.EqualTo(1 - (2 * (1 - (56.0 / (Calibration + 1))))).Within(4 * StandardError()));
    }

    /// <summary>With k of the rank before, the test above must fail: it can tell an order statistic from the next.</summary>
    [Test]
    public void AssertBetaBinomial_OneRankTooLow_IsNoticed()
    {
        int[] covered = Classified(new ConformalClassifierOptions { Alpha = Alpha + (1.0 / (Calibration + 1)) });
        Assert.That(ChiSquare(covered), Is.GreaterThan(ChiSquareBound));
    }

    [Test]
    public void Sets_ClassConditional_CoverEachClass()
    {
        double[] marginal = CoverageByClass(new ConformalClassifierOptions { Alpha = Alpha });
        double[] byClass = CoverageByClass(new ConformalClassifierOptions { Alpha = Alpha, ClassConditional = true });
        Assert.That(marginal[2], Is.LessThan(0.6), "the rarest class is left out where only the whole is promised");

        // Some 20 calibration and 20 further inputs of the rarest class in each of 200 splits: a standard error below 0.01.
        Assert.That(byClass, Has.All.GreaterThan(1 - Alpha - 0.03));
        Assert.That(byClass, Has.All.LessThan(1 - Alpha + 0.08));
    }

    private static double[] CoverageByClass(ConformalClassifierOptions options)
    {
        Random random = new(11);
        double[] covered = new double[3];
        int[] counts = new int[3];
        for (int split = 0; split < 200; split++)
        {
            (double[] calibration, long[] labels) = ConformalData.Imbalanced(random, 400);
            (double[] probabilities, long[] truth) = ConformalData.Imbalanced(random, 400);
            bool[] sets = ConformalClassifier.Fit(calibration, 3, labels, options).Predict(probabilities).Flags.ToArray();
            double[] shares = PredictionSetMetrics.CoverageByClass(sets, 3, truth);
            for (int label = 0; label < 3; label++)
            {
                int count = truth.Count(value => value == label);
                covered[label] += count == 0 ? 0 : shares[label] * count;
                counts[label] += count;
            }
        }

        return [.. covered.Zip(counts, (hits, count) => hits / count)];
    }

    private static int[] Classified(ConformalClassifierOptions options)
    {
        Random random = new(12);
        return
        [
            .. Enumerable.Range(0, Splits).Select(split =>
            {
                (double[] calibration, long[] labels) = ConformalData.Classification(random, Calibration, Classes);
                (double[] probabilities, long[] truth) = ConformalData.Classification(random, Inputs, Classes);
                ConformalClassifier fitted = ConformalClassifier.Fit(calibration, Classes, labels, options with { Seed = split });
                PredictionSets sets = fitted.Predict(probabilities);
                return (int)Math.Round(PredictionSetMetrics.Coverage(sets.Flags, Classes, truth) * Inputs);
            }),
        ];
    }

    private static int[] Regressed(IntervalBase around, ConformalRegressorOptions options)
    {
        Random random = new(13);
        return
        [
            .. Enumerable.Range(0, Splits).Select(_ =>
            {
                (double[] m, double[] s, double[] y) = ConformalData.Regression(random, Calibration);
                (double[] means, double[] scales, double[] targets) = ConformalData.Regression(random, Inputs);
                PredictionIntervals intervals = around switch
                {
                    IntervalBase.Prediction => ConformalRegressor.Fit(m, y, options).Predict(means),
                    IntervalBase.ScaledPrediction => ConformalRegressor.FitScaled(m, s, y, options).PredictScaled(means, scales),
                    _ => ConformalRegressor.FitQuantiles(Below(m, s), Above(m, s), y, options)
                        .PredictQuantiles(Below(means, scales), Above(means, scales)),
                };
                return (int)Math.Round(intervals.Coverage(targets) * Inputs);
            }),
        ];

        static double[] Below(double[] means, double[] scales) => [.. means.Zip(scales, (mean, scale) => mean - (0.2 * scale))];
        static double[] Above(double[] means, double[] scales) => [.. means.Zip(scales, (mean, scale) => mean + (2 * scale))];
    }

    private static void AssertBetaBinomial(int[] covered)
    {
        Assert.That(covered.Average() / Inputs, Is.EqualTo(Rank / (Calibration + 1.0)).Within(4 * StandardError()));
        Assert.That(ChiSquare(covered), Is.LessThan(ChiSquareBound));
    }

    /// <summary>Of the mean coverage over the splits.</summary>
    private static double StandardError()
    {
        double a = Rank;
        double b = Calibration + 1 - Rank;
        return Math.Sqrt(a * b * (a + b + Inputs) / (Inputs * (a + b) * (a + b) * (a + b + 1)) / Splits);
    }

    /// <summary>Of ten bins of the randomised probability integral transform.</summary>
    private static double ChiSquare(int[] covered)
    {
        Random random = new(14);
        double[] mass = [.. Enumerable.Range(0, Inputs + 1).Select(BetaBinomial)];
        int[] bins = new int[10];
        foreach (int count in covered)
        {
            double place = mass.Take(count).Sum() + (random.NextDouble() * mass[count]);
            bins[Math.Min(9, (int)(10 * place))]++;
        }

        return bins.Sum(bin => Math.Pow(bin - (Splits / 10.0), 2) / (Splits / 10.0));
    }

    private static double BetaBinomial(int covered) => Math.Exp(
        SpecialFunctions.BinomialLn(Inputs, covered)
        + SpecialFunctions.BetaLn(covered + Rank, Inputs - covered + Calibration + 1 - Rank)
        - SpecialFunctions.BetaLn(Rank, Calibration + 1 - Rank));
}
