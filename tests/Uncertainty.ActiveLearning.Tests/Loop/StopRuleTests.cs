namespace Uncertainty.ActiveLearning.Tests;

[TestFixture]
internal sealed class StopRuleTests
{
    [TestCase(new[] { 0.1, 0.9 }, true, true)]
    [TestCase(new[] { 0.9, 0.1 }, true, false)]
    [TestCase(new[] { 0.8 }, true, true)]
    [TestCase(new[] { 0.9, 0.1 }, false, true)]
    [TestCase(new[] { 0.1, 0.9 }, false, false)]
    public void TargetMetric_LooksAtTheLastRound(double[] values, bool higherIsBetter, bool ends) =>
        Assert.That(new TargetMetric("m", 0.8, higherIsBetter).Reason(Rounds(values)), ends ? Is.Not.Null : Is.Null);

    [TestCase(new[] { 0.5, 0.6, 0.6, 0.6 }, 2, 0, true, true)]
    [TestCase(new[] { 0.5, 0.6, 0.6 }, 2, 0, true, false)]
    [TestCase(new[] { 0.5, 0.6, 0.55, 0.61 }, 2, 0, true, false)]
    [TestCase(new[] { 0.5, 0.6, 0.605, 0.609 }, 2, 0.01, true, true)]
    [TestCase(new[] { 0.5, 0.6, 0.605, 0.611 }, 2, 0.01, true, false)]
    [TestCase(new[] { 0.5, 0.4, 0.45, 0.41 }, 2, 0, false, true)]
    [TestCase(new[] { 0.5, 0.4, 0.45, 0.39 }, 2, 0, false, false)]
    public void NoImprovement_ComparesWithTheBest(double[] values, int rounds, double least, bool higherIsBetter, bool ends) =>
        Assert.That(new NoImprovement("m", rounds, least, higherIsBetter).Reason(Rounds(values)), ends ? Is.Not.Null : Is.Null);

    [TestCase(new[] { 0.98, 1.0 }, 2, true)]
    [TestCase(new[] { 0.98, 0.99 }, 2, false)]
    [TestCase(new[] { 1.0 }, 2, false)]
    [TestCase(new[] { 0.1, 1.0, 0.98 }, 2, true)]
    public void StablePredictions_LooksAtTheMeanOfTheLastAgreements(double[] agreements, int rounds, bool ends)
    {
        ActiveLearningRound[] history =
        [
            Round(1, 0, null),
            .. agreements.Select((agreement, i) => Round(i + 2, 0, agreement)),
        ];
        Assert.That(new StablePredictions(0.99, rounds).Reason(history), ends ? Is.Not.Null : Is.Null);
    }

    [Test]
    public void StablePredictions_RoundsThatWereNotCompared_SaysWhatToGive()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new StablePredictions(0.9, 1).Reason(Rounds(1, 1)))!;
        Assert.That(error.Message, Does.Contain(nameof(ActiveLearningOptions.StabilityInputs)));
    }

    [Test]
    public void Rules_NumbersThatCannotBe_NameTheParameter()
    {
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new TargetMetric("m", double.NaN))!.ParamName, Is.EqualTo("value"));
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new TargetMetric(" ", 1))!.ParamName, Is.EqualTo("metric"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new NoImprovement("m", 0))!.ParamName, Is.EqualTo("rounds"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new NoImprovement("m", 1, -1))!.ParamName, Is.EqualTo("least"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new StablePredictions(1.1))!.ParamName, Is.EqualTo("agreement"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new StablePredictions(1, 0))!.ParamName, Is.EqualTo("rounds"));
    }

    /// <summary>20 of 50 yes-yes, 15 no-no, 5 and 10 apart: observed .7, expected .5 · .6 + .5 · .4 = .5, κ = .4.</summary>
    [Test]
    public void CohenKappa_OfATableOfCounts_IsTheHandNumber()
    {
        int[] one = [.. Enumerable.Repeat(1, 25), .. Enumerable.Repeat(0, 25)];
        int[] other = [.. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(0, 5), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, 15)];
        Assert.That(CohenKappa.Of(one, other), Is.EqualTo(0.4).Within(1e-12));
        Assert.That(CohenKappa.Of(one, one), Is.EqualTo(1));
        Assert.That(CohenKappa.Of([2, 2], [2, 2]), Is.EqualTo(1), "one class alone");
        Assert.That(CohenKappa.Of([0, 1], [1, 0]), Is.EqualTo(-1));
    }

    private static ActiveLearningRound[] Rounds(params double[] values) => [.. values.Select((value, i) => Round(i + 1, value, null))];

    private static ActiveLearningRound Round(int number, double value, double? agreement) =>
        new(number, 10 * number, new Dictionary<string, double> { ["m"] = value }, agreement, [], []);
}
