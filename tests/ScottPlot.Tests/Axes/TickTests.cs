using ScottPlot.TickGenerators;

namespace ScottPlot.Tests.Axes;

[TestFixture]
internal sealed class TickTests
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    [TestCase(0, 1, 600)]
    [TestCase(-3.7, 12.2, 300)]
    [TestCase(0.001, 0.0043, 450)]
    [TestCase(-250000, 1300000, 800)]
    [TestCase(0.95, 1, 250)]
    public void NumericAutomatic_AnyRange_TicksOneTwoOrFiveApartAndInside(double min, double max, int width)
    {
        Tick[] ticks = Major(min, max, width);
        Assert.That(ticks, Has.Length.InRange(2, 40));
        double step = ticks[1].Position - ticks[0].Position;
        double leading = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.0000001)));
        Assert.That(Steps.Min(nice => Math.Abs(nice - leading)), Is.LessThan(1e-6), $"step {step}");
        Assert.That(ticks.Select(tick => tick.Position), Is.All.InRange(min, max));
        for (int i = 1; i < ticks.Length; i++)
        {
            Assert.That(ticks[i].Position - ticks[i - 1].Position, Is.EqualTo(step).Within(step * 1e-6));
            Assert.That(Math.IEEERemainder(ticks[i].Position, step), Is.EqualTo(0).Within(step * 1e-6));
        }
    }

    [Test]
    public void NumericAutomatic_EndsOfTheRange_HaveTicks()
    {
        Tick[] ticks = Major(0, 1, 600);
        Assert.That(ticks[0].Label, Is.EqualTo("0"));
        Assert.That(ticks[^1].Label, Is.EqualTo("1"));
        Assert.That(ticks.Select(tick => tick.Label), Has.Some.EqualTo("0.3"), "and none is 0.30000000000000004");
    }

    [Test]
    public void NumericAutomatic_NarrowFigure_HasFewerTicks()
    {
        Assert.That(Major(0, 1, 200).Length, Is.LessThan(Major(0, 1, 800).Length));
    }

    [Test]
    public void NumericAutomatic_IntegersOnly_LeavesOutTheOthers()
    {
        Plot plot = Shown(0, 3);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.RenderInMemory(800, 300);
        double[] positions = [.. plot.Axes.Bottom.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Position)];
        Assert.That(positions, Is.EqualTo(new double[] { 0, 1, 2, 3 }).Within(1e-9));
    }

    [Test]
    public void NumericAutomatic_LogMinorTicks_CrowdTowardsTheNextDecade()
    {
        Plot plot = Shown(0, 3);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            MinorTickGenerator = new LogMinorTickGenerator { Divisions = 10 },
            LabelFormatter = power => $"{Math.Pow(10, power):N0}",
        };
        plot.RenderInMemory(800, 300);
        Tick[] ticks = plot.Axes.Bottom.TickGenerator.Ticks;
        Assert.That(ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label), Is.EqualTo(new[] { "1", "10", "100", "1,000" }));
        double[] minor = [.. ticks.Where(tick => !tick.IsMajor && tick.Position is > 1 and < 2).Select(tick => Math.Pow(10, tick.Position)).Order()];
        Assert.That(minor, Is.EqualTo(new double[] { 20, 30, 40, 50, 60, 70, 80, 90 }).Within(1e-6));
    }

    [Test]
    public void NumericManual_TicksOutside_AreLeftOut()
    {
        Plot plot = Shown(0, 2);
        plot.Axes.Bottom.SetTicks([0, 1, 5], ["none", "one", "five"]);
        plot.RenderInMemory(400, 300);
        Assert.That(plot.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Label), Is.EqualTo(new[] { "none", "one" }));
    }

    [Test]
    public void SetTicks_LengthsDiffer_SaysSo()
    {
        Assert.That(() => new Plot().Axes.Bottom.SetTicks([0, 1], ["none"]), Throws.ArgumentException.With.Message.Contains("equal length"));
    }

    [Test]
    public void NumericFixedInterval_AnyRange_TicksAtItsMultiples()
    {
        Plot plot = Shown(-1.1, 1.1);
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(.5);
        plot.RenderInMemory(400, 300);
        Assert.That(
            plot.Axes.Bottom.TickGenerator.Ticks.Select(tick => tick.Position).Order(),
            Is.EqualTo(new double[] { -1, -.5, 0, .5, 1 }).Within(1e-9));
    }

    [TestCase(1234567, "1,234,567")]
    [TestCase(-3, "-3")]
    [TestCase(0.1, "0.1")]
    [TestCase(-0.25, "-0.25")]
    [TestCase(-1e-14, "0")]
    public void LabelFormatters_Numeric_IsShort(double value, string expected)
    {
        Assert.That(LabelFormatters.Numeric(value), Is.EqualTo(expected));
    }

    private static Tick[] Major(double min, double max, int width)
    {
        Plot plot = Shown(min, max);
        plot.RenderInMemory(width, 300);
        return [.. plot.Axes.Bottom.TickGenerator.Ticks.Where(tick => tick.IsMajor)];
    }

    private static Plot Shown(double min, double max)
    {
        Plot plot = new();
        plot.Add.Scatter(new double[] { min, max }, new double[] { 0, 1 });
        plot.Axes.SetLimitsX(min, max);
        return plot;
    }
}
