namespace ScottPlot;

public enum ConnectStyle
{
    Straight,
    StepHorizontal,
    StepVertical,
}
