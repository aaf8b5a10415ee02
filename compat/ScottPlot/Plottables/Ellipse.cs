namespace ScottPlot.Plottables;

public class Ellipse : FilledPlottable
{
    public Coordinates Center = Coordinates.Origin;

    private double _radiusX = 10;
    private double _radiusY = 10;

    public double RadiusX { get => _radiusX; set => _radiusX = Math.Abs(value); }

    public double RadiusY { get => _radiusY; set => _radiusY = Math.Abs(value); }

    /// <summary>Counter-clockwise.</summary>
    public Angle Rotation { get; set; }

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, LineStyle);

    public override AxisLimits GetAxisLimits()
    {
        (double sine, double cosine) = Math.SinCos(Rotation.Radians);
        double x = Math.Sqrt(Math.Pow(RadiusX * cosine, 2) + Math.Pow(RadiusY * sine, 2));
        double y = Math.Sqrt(Math.Pow(RadiusX * sine, 2) + Math.Pow(RadiusY * cosine, 2));
        return new AxisLimits(Center.ToRect(x, y));
    }

    public override void Render(RenderPack rp)
    {
        if (!double.IsFinite(RadiusX) || !double.IsFinite(RadiusY) || !Center.AreReal)
        {
            return;
        }

        Pixel center = Axes.GetPixel(Center);
        double x = Math.Abs(Axes.GetPixelX(RadiusX) - Axes.GetPixelX(0));
        double y = Math.Abs(Axes.GetPixelY(RadiusY) - Axes.GetPixelY(0));
        rp.Canvas.Save();
        rp.Canvas.Translate(center.X, center.Y);
        rp.Canvas.RotateDegrees(-Rotation.Degrees);
        rp.Canvas.FillEllipse(Pixel.Zero, x, y, FillStyle);
        rp.Canvas.DrawEllipse(Pixel.Zero, x, y, LineStyle);
        rp.Canvas.Restore();
    }
}
