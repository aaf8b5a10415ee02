namespace ScottPlot.AxisPanels;

public class TopAxis : XAxisBase
{
    public override Edge Edge => Edge.Top;
}
