using ScottPlot.Plottables;

namespace ScottPlot;

/// <summary>Bars and error bars.</summary>
public partial class PlottableAdder
{
    public BarPlot Bar(Bar bar) => Bars(new List<Bar> { bar });

    public BarPlot Bar(double position, double value, double error = 0) =>
        Bar(new Bar { Position = position, Value = value, Error = error, FillColor = GetNextColor() });

    public BarPlot Bars(List<Bar> bars) => Added(new BarPlot(bars));

    public BarPlot Bars(Bar[] bars) => Bars(bars.ToList());

    public BarPlot Bars(double[] values) => Bars(Enumerable.Range(0, values.Length).Select(i => (double)i), values);

    public BarPlot Bars<T>(IEnumerable<double> positions, IEnumerable<T> values) => Bars(positions, values.Select(NumericConversion.ToDouble));

    public BarPlot Bars(IEnumerable<double> positions, IEnumerable<double> values)
    {
        double[] at = [.. positions];
        double[] heights = [.. values];
        if (at.Length != heights.Length)
        {
            throw new ArgumentException(
                $"{nameof(positions)} and {nameof(values)} must have equal length; they have {at.Length} and {heights.Length}.", nameof(values));
        }

        Color color = GetNextColor();
        return Bars(at.Zip(heights, (position, value) => new Bar { Position = position, Value = value, FillColor = color }).ToList());
    }

    public ErrorBar ErrorBar(IReadOnlyList<double> xs, IReadOnlyList<double> ys, IReadOnlyList<double> yErrors) =>
        Added(new ErrorBar(xs, ys, null, null, yErrors, yErrors) { Color = GetNextColor() });
}
