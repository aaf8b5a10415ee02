using ScottPlot;
using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests.Figures;

[TestFixture]
internal sealed class LogarithmicTicksTests
{
    [TestCase(0, 3, "1 10 100 1,000")]
    [TestCase(-4, 1, "1e-4 0.001 0.01 0.1 1 10")]
    [TestCase(4, 7, "10,000 100,000 1e6 1e7")]
    [TestCase(-0.1, 1.1, "1 2 5 10")]
    [TestCase(-2, -0.5, "0.01 0.02 0.05 0.1 0.2")]
    [TestCase(0, 0.4771213, "1 1.5 2 2.5 3")]
    [TestCase(2.69897, 3.07919, "600 800 1,000 1,200")]
    [TestCase(307.9, 308.2, "8e307 1e308 1.2e308 1.4e308")]
    [TestCase(0, 20, "1 1,000 1e6 1e9 1e12 1e15 1e18")]
    public void Between_Labels_AreTheValues(double low, double high, string labels) =>
        Assert.That(Majors(low, high).Select(tick => tick.Label), Is.EqualTo(labels.Split(' ')));

    [Test]
    public void Between_Ticks_StandAtTheLogarithms()
    {
        Assert.That(Majors(-0.1, 1.1).Select(tick => tick.Position), Is.EqualTo(new[] { 0, Math.Log10(2), Math.Log10(5), 1 }).Within(1e-12));
        Assert.That(Ticks(0, 2).Where(tick => !tick.IsMajor).Select(tick => tick.Position), Is.EqualTo(
            Enumerable.Range(2, 8).Select(n => Math.Log10(n)).Concat(Enumerable.Range(2, 8).Select(n => Math.Log10(10 * n)))).Within(1e-12));
    }

    [TestCase(0, 3)]
    [TestCase(2, 3.99)]
    [TestCase(2.9, 3.1)]
    [TestCase(-3, 6)]
    public void Between_OnBothAxes_IsReadable(double low, double high)
    {
        using Plot plot = FigureLook.NewPlot("title", "x", "y");
        plot.Axes.SetLimits(low, high, low, high);
        plot.Axes.Bottom.TickGenerator = LogarithmicTicks.Between(low, high);
        plot.Axes.Left.TickGenerator = LogarithmicTicks.Between(low, high);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Between_BadInput_NamesTheParameter()
    {
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LogarithmicTicks.Between(double.NaN, 1))!.ParamName, Is.EqualTo("low"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LogarithmicTicks.Between(1, 1))!.ParamName, Is.EqualTo("high"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LogarithmicTicks.Between(1, double.PositiveInfinity))!.ParamName, Is.EqualTo("high"));
    }

    private static IEnumerable<Tick> Majors(double low, double high) => Ticks(low, high).Where(tick => tick.IsMajor);

    /// <summary>What the axis shows of them.</summary>
    private static Tick[] Ticks(double low, double high)
    {
        using Plot plot = FigureLook.NewPlot("title", "x", "y");
        plot.Axes.SetLimitsX(low, high);
        plot.Axes.Bottom.TickGenerator = LogarithmicTicks.Between(low, high);
        plot.GetSvgXml(600, 400);
        return plot.Axes.Bottom.TickGenerator.Ticks;
    }
}
