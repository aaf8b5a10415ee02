namespace ScottPlot;

public static class MarkerShapeExtensions
{
    public static bool IsLineOnly(this MarkerShape shape) => shape is not (
        MarkerShape.None or MarkerShape.FilledCircle or MarkerShape.FilledSquare or MarkerShape.FilledDiamond
        or MarkerShape.FilledTriangleUp or MarkerShape.FilledTriangleDown);
}
