namespace ScottPlot.AxisPanels;

public class LeftAxis : YAxisBase
{
    public LeftAxis()
    {
        LabelRotation = -90;
    }

    public override Edge Edge => Edge.Left;
}
