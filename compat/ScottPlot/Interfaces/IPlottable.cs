namespace ScottPlot;

public interface IPlottable
{
    bool IsVisible { get; set; }

    IAxes Axes { get; set; }

    IEnumerable<LegendItem> LegendItems { get; }

    AxisLimits GetAxisLimits();

    void Render(RenderPack rp);
}
