namespace ScottPlot;

public static class EdgeExtensions
{
    public static bool IsHorizontal(this Edge edge) => edge is Edge.Bottom or Edge.Top;

    public static bool IsVertical(this Edge edge) => !edge.IsHorizontal();
}
