namespace ScottPlot.Plottables;

/// <summary>An area; it is not drawn when one of its corners is not finite.</summary>
public class Polygon : FilledPlottable
{
    public Polygon(Coordinates[] coords)
    {
        UpdateCoordinates(coords);
    }

    public Coordinates[] Coordinates { get; private set; } = [];

    public bool IsEmpty => Coordinates.Length == 0;

    public int PointCount => Coordinates.Length;

    public override IEnumerable<LegendItem> LegendItems =>
        [new LegendItem { Plottable = this, LabelText = LegendText, FillStyle = FillStyle, OutlineStyle = LineStyle }];

    public void UpdateCoordinates(Coordinates[] newCoordinates) => Coordinates = newCoordinates;

    public override AxisLimits GetAxisLimits() => new(
        CoordinateRange.Extrema(Coordinates.Select(at => at.X)), CoordinateRange.Extrema(Coordinates.Select(at => at.Y)));

    public override void Render(RenderPack rp)
    {
        Pixel[] corners = [.. Coordinates.Select(Axes.GetPixel)];
        if (corners.All(corner => float.IsFinite(corner.X) && float.IsFinite(corner.Y)))
        {
            rp.Canvas.FillPolygon(corners, FillStyle);
            rp.Canvas.DrawPolyline(corners, LineStyle, close: true);
        }
    }
}
