namespace Uncertainty.Evaluation.Tests.Conformal;

[TestFixture]
internal sealed class RiskControlTests
{
    private const int Pixels = 40;

    private static readonly double[] Grid = [.. Enumerable.Range(0, 201).Select(i => i / 200.0)];

    /// <summary>Sums 3, 1, 0 over nine inputs, B = 1: (sum + 1)/10 is 0.4, 0.2, 0.1.</summary>
    [TestCase(0.4, 0)]
    [TestCase(0.39, 0.5)]
    [TestCase(0.2, 0.5)]
    [TestCase(0.19, 1)]
    [TestCase(0.1, 1)]
    [TestCase(0.09, double.PositiveInfinity)]
    public void Fit_ByHand_TakesTheSmallestLambdaThatKeepsTheRisk(double alpha, double expected)
    {
        double[] losses = [1, 1, 0, 1, 0, 0, 1, 0, 0, .. new double[18]];
        RiskControl control = RiskControl.Fit(losses, [0, 0.5, 1], new RiskControlOptions { Alpha = alpha });
        Assert.That((control.Lambda, control.IsFinite, control.CalibrationInputs), Is.EqualTo((expected, double.IsFinite(expected), 9)));
        Assert.That(control.Risks, Is.EqualTo([3 / 9.0, 1 / 9.0, 0]).Within(1e-15));
    }

    /// <summary>29 is 0.29 · 100 in decimals, and more than it in binary.</summary>
    [Test]
    public void Fit_AllowedRiskMetExactly_Counts()
    {
        double[] losses = [.. Enumerable.Range(0, 99).Select(i => i < 28 ? 1.0 : 0)];
        Assert.That(RiskControl.Fit(losses, [0], new RiskControlOptions { Alpha = 0.29 }).IsFinite, Is.True);
        losses[28] = 1;
        Assert.That(RiskControl.Fit(losses, [0], new RiskControlOptions { Alpha = 0.29 }).IsFinite, Is.False);
    }

    [Test]
    public void Fit_TooFewInputs_IsInfiniteAndSelectsAll()
    {
        RiskControl few = RiskControl.Fit(new double[8], [0], new RiskControlOptions { Alpha = 0.1 });
        Assert.That((few.Lambda, few.IsFinite), Is.EqualTo((double.PositiveInfinity, false)));
        Assert.That(few.Select([0, 0.5, 1]), Has.All.True);
        Assert.That(RiskControl.Fit(new double[9], [0], new RiskControlOptions { Alpha = 0.1 }).IsFinite, Is.True);
    }

    [Test]
    public void Fit_InParts_IsTheSame()
    {
        double[][] maps = [.. Maps(new Random(1), 50).Select(map => MapLosses.FalseNegativeRate(map.Probabilities, map.Truth, Grid))];
        RiskControl streamed = RiskControl.Fit(maps, Grid);
        RiskControl whole = RiskControl.Fit([.. maps.SelectMany(map => map)], Grid);
        Assert.That((whole.Lambda, whole.CalibrationInputs), Is.EqualTo((streamed.Lambda, 50)));
        Assert.That(whole.Risks, Is.EqualTo(streamed.Risks));
        Assert.That(RiskControl.Fit(maps.Reverse(), Grid).Lambda, Is.EqualTo(streamed.Lambda));
    }

    [Test]
    public void FalseNegativeRate_IsTheShareThatTheSelectionMisses()
    {
        foreach ((double[] probabilities, bool[] truth) in Maps(new Random(2), 30))
        {
            double[] rates = MapLosses.FalseNegativeRate(probabilities, truth, Grid);
            double total = truth.Count(found => found);
            double[] naive = [.. Grid.Select(lambda => truth.Where((found, i) => found && probabilities[i] < 1 - lambda).Count() / total)];
            Assert.That(rates, Is.EqualTo(naive));
        }
    }

    [Test]
    public void FalseNegativeRate_NothingToFind_IsZero() =>
        Assert.That(MapLosses.FalseNegativeRate([0.2, 0.3], [false, false], [0, 0.5]), Is.EqualTo([0, 0]));

    [Test]
    public void FalseNegativeRate_GridThatEndsEarly_MissesTheRest() =>
        Assert.That(
            MapLosses.FalseNegativeRate([0.2, 1, 0.75], [true, true, true], [0, 0.25, 0.5]), Is.EqualTo([2 / 3.0, 1 / 3.0, 1 / 3.0]));

    /// <summary>
    /// E L ≤ α, and with a fine grid no less than α - 2 B/(n + 1) (Angelopoulos et al., "Conformal Risk Control", ICLR 2024, Theorems 1 and
    /// 2). Losses in [0, 1], so that 4000 draws leave a standard error below 0.005.
    /// </summary>
    [TestCase(0.1, 30)]
    [TestCase(0.2, 15)]
    [TestCase(0.05, 60)]
    public void Select_ManyDraws_KeepsTheExpectedLoss(double alpha, int count)
    {
        const int Draws = 4000;
        Random random = new(3);
        double[] losses = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            RiskControl control = RiskControl.Fit(
                Maps(random, count).Select(map => MapLosses.FalseNegativeRate(map.Probabilities, map.Truth, Grid)),
                Grid,
                new RiskControlOptions { Alpha = alpha });
            (double[] probabilities, bool[] truth) = Maps(random, 1).Single();
            bool[] selected = control.Select(probabilities);
            losses[draw] = truth.Where((found, i) => found && !selected[i]).Count() / (double)truth.Count(found => found);
        }

        double mean = losses.Average();
        double error = Math.Sqrt(losses.Average(loss => (loss - mean) * (loss - mean)) / Draws);
        Assert.That(error, Is.LessThan(0.005));
        Assert.That(mean, Is.LessThan(alpha + (4 * error)));
        Assert.That(mean, Is.GreaterThan(alpha - (2.0 / (count + 1)) - (4 * error)));
    }

    /// <summary>Maps of their own difficulty, with at least one pixel to find.</summary>
    private static IEnumerable<(double[] Probabilities, bool[] Truth)> Maps(Random random, int count)
    {
        for (int map = 0; map < count; map++)
        {
            double sharpness = 2 * random.NextDouble();
            bool[] truth = new bool[Pixels];
            double[] probabilities = new double[Pixels];
            for (int i = 0; i < Pixels; i++)
            {
                truth[i] = i == 0 || random.NextDouble() < 0.3;
                probabilities[i] = 1 / (1 + Math.Exp(-((truth[i] ? sharpness : -sharpness) + ConformalData.Gaussian(random))));
            }

            yield return (probabilities, truth);
        }
    }
}
