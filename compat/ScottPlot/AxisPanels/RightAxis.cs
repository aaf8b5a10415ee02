namespace ScottPlot.AxisPanels;

public class RightAxis : YAxisBase
{
    public RightAxis()
    {
        LabelRotation = 90;
    }

    public override Edge Edge => Edge.Right;
}
