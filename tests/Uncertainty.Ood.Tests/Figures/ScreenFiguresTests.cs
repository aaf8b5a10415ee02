using ScottPlot;
using ScottPlot.Plottables;
using Uncertainty.Evaluation;
using Uncertainty.Testing;

namespace Uncertainty.Ood.Tests.Figures;

[TestFixture]
internal sealed class ScreenFiguresTests
{
    private static readonly DriftState[] ByHand = [new(0, 0, null), new(10, 1, null), new(20, 100, null), new(30, 2000, 27)];

    [Test]
    public void Drift_ByHand_HasThePointsTheAlarmAndTheInputThatRaisedIt()
    {
        using Plot plot = ScreenFigures.Drift(ByHand, new DriftAlarmOptions { MeanRunLength = 1000 });
        Scatter line = plot.GetPlottables<Scatter>().Single();
        Assert.That(line.Data.GetScatterPoints().Select(point => point.X), Is.EqualTo(new[] { 10, 20, 30 }));
        Assert.That(line.Data.GetScatterPoints().Select(point => point.Y), Is.EqualTo(new[] { 0, 2, Math.Log10(2000) }).Within(1e-12));
        HorizontalLine alarm = plot.GetPlottables<HorizontalLine>().Single();
        Assert.That(alarm.Y, Is.EqualTo(3).Within(1e-12));
        Assert.That(alarm.LegendText, Is.EqualTo("alarm at 1,000"));
        VerticalLine raised = plot.GetPlottables<VerticalLine>().Single();
        Assert.That((raised.X, raised.LegendText), Is.EqualTo((27.0, "raised at input 27")));
        DrawnFigure.AssertReadable(plot);
        Assert.That(
            plot.Axes.Left.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label), Is.EqualTo(new[] { "1", "10", "100", "1,000" }));
    }

    [Test]
    public void Drift_Line_IsWhereTheDataAreToAPixel()
    {
        Assume.That(DrawnFigure.IsTakenApart, Is.True);
        using Plot plot = ScreenFigures.Drift(ByHand, new DriftAlarmOptions { MeanRunLength = 1000 });
        DrawnFigure figure = new(plot);
        PixelRect line = figure.DrawnIn(FigureLook.Series(0)).MaxBy(box => box.Width * box.Height);
        (Pixel first, Pixel last) = (plot.GetPixel(new Coordinates(10, 0)), plot.GetPixel(new Coordinates(30, Math.Log10(2000))));
        Assert.That(line.Left, Is.EqualTo(first.X).Within(1));
        Assert.That(line.Bottom, Is.EqualTo(first.Y).Within(1));
        Assert.That(line.Right, Is.EqualTo(last.X).Within(1));
        Assert.That(line.Top, Is.EqualTo(last.Y).Within(1));
    }

    [Test]
    public void Drift_AlarmThatWatches_IsBelowTheLineUntilItIsRaised()
    {
        DriftAlarm alarm = new(1000);
        List<DriftState> states = [];
        for (int i = 1; i <= 400; i++)
        {
            alarm.Observe(i <= 300 ? (i * 37 % 1001) / 1001.0 : 1 / 1001.0);
            states.Add(new DriftState(alarm.Inputs, alarm.Evidence, alarm.RaisedAt));
        }

        using Plot plot = ScreenFigures.Drift(states);
        Assert.That(plot.GetPlottables<VerticalLine>().Single().X, Is.EqualTo(alarm.RaisedAt).And.InRange(301, 320));
        double limit = plot.GetPlottables<HorizontalLine>().Single().Y;
        Assert.That(
            plot.GetPlottables<Scatter>().Single().Data.GetScatterPoints().Select(point => point.Y >= limit),
            Is.EqualTo(states.Select(state => state.RaisedAt is not null)));
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Drift_OneState_IsAPointWithoutALineOfTheAlarmsInput()
    {
        using Plot plot = ScreenFigures.Drift([new(1, 0.7, null)]);
        Assert.That(plot.GetPlottables<Scatter>().Single().MarkerSize, Is.GreaterThan(0));
        Assert.That(plot.GetPlottables<VerticalLine>(), Is.Empty);
        DrawnFigure.AssertReadable(plot);
    }

    [Test]
    public void Drift_BadInput_NamesTheParameter()
    {
        Assert.That(Message([]), Does.Contain("at least one state"));
        Assert.That(Message([new(0, 0, null)]), Does.Contain("at least one state"));
        Assert.That(Message([new(5, 1, null), new(1, 1, null)]), Does.Contain("without a reset").And.Contain("after 5 came 1"));
        Assert.That(Message([new(5, 0, null)]), Does.Contain("after 5 inputs it is 0"));
        Assert.That(Message([new(5, double.NaN, null)]), Does.Contain("NaN"));

        static string Message(DriftState[] states)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(() => ScreenFigures.Drift(states))!;
            Assert.That(error.ParamName, Is.EqualTo("states"));
            return error.Message;
        }
    }
}
