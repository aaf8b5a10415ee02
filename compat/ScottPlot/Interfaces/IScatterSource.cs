namespace ScottPlot;

public interface IScatterSource
{
    int MinRenderIndex { get; set; }

    int MaxRenderIndex { get; set; }

    IReadOnlyList<Coordinates> GetScatterPoints();

    CoordinateRange GetLimitsX();

    CoordinateRange GetLimitsY();

    AxisLimits GetLimits();
}
