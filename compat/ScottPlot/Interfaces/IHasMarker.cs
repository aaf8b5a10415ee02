namespace ScottPlot;

public interface IHasMarker
{
    MarkerStyle MarkerStyle { get; set; }

    MarkerShape MarkerShape { get; set; }

    float MarkerSize { get; set; }

    Color MarkerFillColor { get; set; }

    Color MarkerLineColor { get; set; }

    float MarkerLineWidth { get; set; }

    Color MarkerColor { get; set; }
}
