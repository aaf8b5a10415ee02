namespace ScottPlot;

public interface IHasLegendText
{
    string LegendText { get; set; }
}
