namespace ScottPlot;

public enum Edge
{
    Left,
    Right,
    Bottom,
    Top,
}
