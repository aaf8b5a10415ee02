namespace ScottPlot;

public interface ITickGenerator
{
    Tick[] Ticks { get; }

    int MaxTickCount { get; set; }

    void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle);
}
