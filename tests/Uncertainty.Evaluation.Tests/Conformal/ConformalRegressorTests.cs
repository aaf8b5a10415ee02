namespace Uncertainty.Evaluation.Tests.Conformal;

[TestFixture]
internal sealed class ConformalRegressorTests
{
    private static readonly ConformalRegressorOptions Half = new() { Alpha = 0.5 };

    /// <summary>Residuals 1, 2, 3; k = ⌈4 · 0.5⌉ = 2.</summary>
    [Test]
    public void Predict_ByHand()
    {
        ConformalRegressor fitted = ConformalRegressor.Fit([0, 0, 0], [3, -1, 2], Half);
        PredictionIntervals intervals = fitted.Predict([10, -10]);
        Assert.That((fitted.LowerThreshold, fitted.UpperThreshold, fitted.CalibrationInputs), Is.EqualTo((2, 2, 3)));
        Assert.That(intervals.Lower.ToArray(), Is.EqualTo([8, -12]));
        Assert.That(intervals.Upper.ToArray(), Is.EqualTo([12, -8]));
        Assert.That((intervals.Count, intervals.MeanWidth, intervals.EmptyShare), Is.EqualTo((2, 4, 0)));
        Assert.That(intervals.Coverage([12, -7.5]), Is.EqualTo(0.5));
    }

    /// <summary>Residuals 2/2, 3/1, 2/4: sorted ½, 1, 3.</summary>
    [Test]
    public void PredictScaled_ByHand()
    {
        ConformalRegressor fitted = ConformalRegressor.FitScaled([0, 0, 0], [2, 1, 4], [2, -3, 2], Half);
        PredictionIntervals intervals = fitted.PredictScaled([0, 5], [1, 3]);
        Assert.That(intervals.Lower.ToArray(), Is.EqualTo([-1, 2]));
        Assert.That(intervals.Upper.ToArray(), Is.EqualTo([1, 8]));
    }

    /// <summary>Scores -1, -2, -1.5 around [-2, 2]: the middle one shrinks intervals, and those below 3 wide are empty.</summary>
    [Test]
    public void PredictQuantiles_WideQuantiles_ShrinkAndMayBeEmpty()
    {
        ConformalRegressor fitted = ConformalRegressor.FitQuantiles([-2, -2, -2], [2, 2, 2], [1, 0, -0.5], Half);
        PredictionIntervals intervals = fitted.PredictQuantiles([-2, 0], [2, 1]);
        Assert.That(fitted.UpperThreshold, Is.EqualTo(-1.5));
        Assert.That(intervals.Lower.ToArray(), Is.EqualTo([-0.5, 1.5]));
        Assert.That(intervals.Upper.ToArray(), Is.EqualTo([0.5, -0.5]));
        Assert.That((intervals.MeanWidth, intervals.EmptyShare), Is.EqualTo((0.5, 0.5)));
        Assert.That(intervals.Coverage([0, 0.5]), Is.EqualTo(0.5));
    }

    /// <summary>y - μ = 1, 2, -4; each tail k = ⌈4 · 0.75⌉ = 3: the largest below, 4, and above, 2.</summary>
    [Test]
    public void Predict_Asymmetric_HasAThresholdOnEachSide()
    {
        ConformalRegressor fitted = ConformalRegressor.Fit([0, 0, 0], [1, 2, -4], Half with { Tails = IntervalTails.Asymmetric });
        Assert.That((fitted.LowerThreshold, fitted.UpperThreshold), Is.EqualTo((4, 2)));
        Assert.That(fitted.Predict([0]).Lower[0], Is.EqualTo(-4));
        Assert.That(fitted.Predict([0]).Upper[0], Is.EqualTo(2));
    }

    [TestCase(IntervalTails.Symmetric, 9)]
    [TestCase(IntervalTails.Asymmetric, 19)]
    public void Predict_TooFewInputs_IsTheWholeLine(IntervalTails tails, int least)
    {
        ConformalRegressorOptions options = new() { Tails = tails };
        Assert.That(ConformalRegressor.Fit(new double[least], new double[least], options).IsFinite, Is.True);
        ConformalRegressor few = ConformalRegressor.FitScaled(new double[least - 1], Ones(least - 1), new double[least - 1], options);
        Assert.That(few.IsFinite, Is.False);
        PredictionIntervals intervals = few.PredictScaled([1], [2]);
        Assert.That((intervals.Lower[0], intervals.Upper[0]), Is.EqualTo((double.NegativeInfinity, double.PositiveInfinity)));
        Assert.That((intervals.Coverage([1e300]), intervals.MeanWidth), Is.EqualTo((1, double.PositiveInfinity)));
    }

    [Test]
    public void PValues_AboveAlpha_AreTargetsWithin([Values] IntervalTails tails)
    {
        ConformalRegressorOptions options = new() { Tails = tails, Alpha = 0.17 };
        (double[] means, double[] scales, double[] targets) = ConformalData.Regression(new Random(1), 60);
        ConformalRegressor plain = ConformalRegressor.Fit(means, targets, options);
        ConformalRegressor scaled = ConformalRegressor.FitScaled(means, scales, targets, options);
        ConformalRegressor quantiles = ConformalRegressor.FitQuantiles(means, targets, targets, options);
        for (int i = 0; i < 60; i++)
        {
            // Not the calibration targets themselves, which lie on the bounds but for rounding.
            double target = targets[i] + 0.01;
            Assert.That(plain.PValue(means[i], target) > 0.17, Is.EqualTo(Within(plain.Predict([means[i]]), target)));
            Assert.That(
                scaled.PValueScaled(means[i], scales[i], target) > 0.17,
                Is.EqualTo(Within(scaled.PredictScaled([means[i]], [scales[i]]), target)));
            Assert.That(
                quantiles.PValueQuantiles(means[i], means[i] + 3, target) > 0.17,
                Is.EqualTo(Within(quantiles.PredictQuantiles([means[i]], [means[i] + 3]), target)));
        }

        Assert.That(plain.PValue(0, 1e9), Is.EqualTo((tails == IntervalTails.Symmetric ? 1 : 2) / 61.0).Within(1e-15));
    }

    [Test]
    public void Fit_InputsInAnotherOrder_IsTheSame([Values] IntervalTails tails)
    {
        ConformalRegressorOptions options = new() { Tails = tails };
        (double[] means, double[] scales, double[] targets) = ConformalData.Regression(new Random(2), 60);
        int[] order = MetricData.Permutation(3, 60);
        double[] Take(double[] values) => [.. order.Select(i => values[i])];
        ConformalRegressor first = ConformalRegressor.FitScaled(means, scales, targets, options);
        ConformalRegressor second = ConformalRegressor.FitScaled(Take(means), Take(scales), Take(targets), options);
        Assert.That((second.LowerThreshold, second.UpperThreshold), Is.EqualTo((first.LowerThreshold, first.UpperThreshold)));
    }

    [Test]
    public void Predict_OfAnotherBase_SaysWhichOneItIs()
    {
        ConformalRegressor fitted = ConformalRegressor.Fit([0], [1]);
        foreach (Action call in (Action[])
            [
                () => fitted.PredictScaled([0], [1]),
                () => fitted.PredictQuantiles([0], [1]),
                () => fitted.PValueScaled(0, 1, 0),
                () => fitted.PValueQuantiles(0, 1, 0),
                () => ConformalRegressor.FitScaled([0], [1], [1]).Predict([0]),
                () => ConformalRegressor.FitQuantiles([0], [1], [1]).PValue(0, 0),
            ])
        {
            Assert.That(Assert.Throws<InvalidOperationException>(call)!.Message, Does.Contain("base"));
        }
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static bool Within(PredictionIntervals intervals, double target) => intervals.Coverage([target]) > 0;
}
