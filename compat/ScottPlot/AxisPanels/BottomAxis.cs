namespace ScottPlot.AxisPanels;

public class BottomAxis : XAxisBase
{
    public override Edge Edge => Edge.Bottom;
}
