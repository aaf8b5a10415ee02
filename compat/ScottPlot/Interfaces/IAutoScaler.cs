namespace ScottPlot;

public interface IAutoScaler
{
    bool InvertedX { get; set; }

    bool InvertedY { get; set; }

    AxisLimits GetAxisLimits(Plot plot, IXAxis xAxis, IYAxis yAxis);

    void AutoScaleAll(IEnumerable<IPlottable> plottables);
}
