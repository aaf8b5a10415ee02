namespace Uncertainty.Bnn.Tests.MarkovChains;

[TestFixture]
internal sealed class ScheduleTests
{
    /// <summary>Zhang et al. 2020, Eq. (1), by hand: 10 steps in 3 cycles of ⌈10 / 3⌉ = 4, η/2 (cos(π r) + 1) with r = 0, ¼, ½, ¾.</summary>
    [Test]
    public void Cyclical_IsEquationOne()
    {
        CyclicalSchedule schedule = new() { LearningRate = 0.2, Cycles = 3, Exploration = 0.5 };
        double quarter = 0.1 * (1 + Math.Sqrt(0.5));
        double threeQuarters = 0.1 * (1 - Math.Sqrt(0.5));
        double[] expected = [0.2, quarter, 0.1, threeQuarters, 0.2, quarter, 0.1, threeQuarters, 0.2, quarter];
        int[] steps = [.. Enumerable.Range(1, 10)];
        Assert.That(steps.Select(step => schedule.At(step, 10)), Is.EqualTo(expected).Within(1e-15));
        Assert.That(
            steps.Select(step => schedule.IsSampling(step, 10)),
            Is.EqualTo(new[] { false, false, true, true, false, false, true, true, false, false }));
    }

    [Test]
    public void Cyclical_Always_FallsWithinACycleAndStaysAboveZero()
    {
        CyclicalSchedule schedule = new() { Cycles = 4 };
        double[] rates = [.. Enumerable.Range(1, 1000).Select(step => schedule.At(step, 1000))];
        foreach (double[] cycle in rates.Chunk(250))
        {
            Assert.That(cycle, Is.Ordered.Descending.And.All.GreaterThan(0));
            Assert.That(cycle, Is.EqualTo(rates[..250]));
            Assert.That(cycle[0], Is.EqualTo(0.01));
        }

        Assert.That(Enumerable.Range(1, 1000).Count(step => schedule.IsSampling(step, 1000)), Is.EqualTo(4 * 50));
        Assert.That(new CyclicalSchedule { Cycles = 1, Exploration = 0 }.IsSampling(1, 5), Is.True);
    }

    /// <summary>Welling and Teh 2011: a (b + t)^(−γ). With b = 3 and γ = ½ four times b + t halves it.</summary>
    [Test]
    public void Polynomial_IsThePowerOfTheSteps()
    {
        PolynomialSchedule schedule = new() { LearningRate = 0.3, Delay = 3, Power = 0.5 };
        Assert.That(schedule.At(1, 100), Is.EqualTo(0.3));
        Assert.That(schedule.At(10, 100), Is.EqualTo(0.15).Within(1e-15));
        Assert.That(schedule.At(46, 100), Is.EqualTo(0.3 * Math.Sqrt(3) * Math.Pow(3 + 45, -0.5)).Within(1e-15));
        Assert.That(schedule.IsSampling(1, 100), Is.True);
    }

    [Test]
    public void Constant_IsConstant()
    {
        ConstantSchedule schedule = new() { LearningRate = 0.3 };
        Assert.That(Enumerable.Range(1, 5).Select(step => schedule.At(step, 5)), Has.All.EqualTo(0.3));
        Assert.That(Enumerable.Range(1, 5).Select(step => schedule.IsSampling(step, 5)), Has.All.True);
    }

    [TestCase(9, 0, 3, new[] { 3, 6, 9 })]
    [TestCase(10, 0, 3, new[] { 4, 7, 10 })]
    [TestCase(10, 7, 3, new[] { 8, 9, 10 })]
    [TestCase(10, 4, 1, new[] { 10 })]
    public void SampleSteps_Constant_AreSpreadEvenlyToTheEnd(int steps, int burnIn, int draws, int[] expected)
    {
        StochasticGradientLangevinOptions options = new() { Steps = steps, BurnIn = burnIn, Draws = draws, Schedule = new ConstantSchedule() };
        Assert.That(SampleSteps.Of(options), Is.EqualTo(expected));
    }

    [TestCase(0, 4, new[] { 9, 10, 19, 20 })]
    [TestCase(0, 2, new[] { 10, 20 })]
    [TestCase(10, 1, new[] { 20 })]
    public void SampleSteps_Cyclical_AreAtTheEndsOfTheCycles(int burnIn, int draws, int[] expected)
    {
        CyclicalSchedule schedule = new() { Cycles = 2 };
        StochasticGradientLangevinOptions options = new() { Steps = 20, BurnIn = burnIn, Draws = draws, Schedule = schedule };
        Assert.That(SampleSteps.Of(options), Is.EqualTo(expected));
        Assert.That(
            () => SampleSteps.Of(options with { Draws = 5 }),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("samples in"));
    }

    [Test]
    public void BadOptions_Throw()
    {
        ConstantSchedule constant = new();
        Bad(() => new ConstantSchedule { LearningRate = 0 }, "LearningRate");
        Bad(() => new CyclicalSchedule { LearningRate = double.NaN }, "LearningRate");
        Bad(() => new CyclicalSchedule { Cycles = 0 }, "Cycles");
        Bad(() => new CyclicalSchedule { Exploration = 1 }, "Exploration");
        Bad(() => new CyclicalSchedule { Exploration = double.NaN }, "Exploration");
        Bad(() => new PolynomialSchedule { Delay = 0 }, "Delay");
        Bad(() => new PolynomialSchedule { Power = 0 }, "Power");
        Bad(() => new PolynomialSchedule { Power = 1.1 }, "Power");
        Bad(() => constant.At(0, 3), "step");
        Bad(() => constant.IsSampling(4, 3), "step");
        Bad(() => new StochasticGradientLangevinOptions { Draws = 0 }, "Draws");
        Bad(() => new StochasticGradientLangevinOptions { Steps = 0 }, "Steps");
        Bad(() => new StochasticGradientLangevinOptions { BurnIn = -1 }, "BurnIn");
        Bad(() => new StochasticGradientLangevinOptions { PriorPrecision = -1 }, "PriorPrecision");
        Bad(() => new StochasticGradientLangevinOptions { Temperature = double.PositiveInfinity }, "Temperature");
        Bad(() => new StochasticGradientLangevinOptions { Schedule = null! }, "Schedule");
        Bad(() => new StochasticGradientHamiltonianMonteCarloOptions { Momentum = 1 }, "Momentum");
        Bad(() => new StochasticGradientHamiltonianMonteCarloOptions { Momentum = -0.1 }, "Momentum");
    }

    private static void Bad(Func<object> action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));
}
