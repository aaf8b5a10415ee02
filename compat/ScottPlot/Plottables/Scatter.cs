using ScottPlot.Interop;

namespace ScottPlot.Plottables;

public class Scatter : MarkedPlottable
{
    public ConnectStyle ConnectStyle = ConnectStyle.Straight;

    public Scatter(IScatterSource data)
    {
        Data = data;
        MarkerStyle = new MarkerStyle { LineWidth = 1, Size = 5, Shape = MarkerShape.FilledCircle };
    }

    public IScatterSource Data { get; }

    public int MinRenderIndex { get => Data.MinRenderIndex; set => Data.MinRenderIndex = value; }

    public int MaxRenderIndex { get => Data.MaxRenderIndex; set => Data.MaxRenderIndex = value; }

    /// <summary>Fills from the line to FillYValue.</summary>
    public bool FillY { get; set; }

    public double FillYValue { get; set; }

    public Color FillYAboveColor { get; set; } = Colors.Blue.WithAlpha(.2);

    public Color FillYBelowColor { get; set; } = Colors.Blue.WithAlpha(.2);

    public Color FillYColor
    {
        get => FillYAboveColor;
        set => (FillYAboveColor, FillYBelowColor) = (value, value);
    }

    public double OffsetX { get; set; }

    public double OffsetY { get; set; }

    public double ScaleX { get; set; } = 1;

    public double ScaleY { get; set; } = 1;

    public Color Color
    {
        get => LineStyle.Color;
        set
        {
            LineStyle.Color = value;
            MarkerStyle.MarkerColor = value;
        }
    }

    public override IEnumerable<LegendItem> LegendItems => LegendItem.Single(this, LegendText, MarkerStyle, LineStyle);

    public override AxisLimits GetAxisLimits()
    {
        ExpandingAxisLimits limits = new(Data.GetLimits());
        if (FillY)
        {
            limits.ExpandY(FillYValue);
        }

        return new AxisLimits(
            (limits.Left * ScaleX) + OffsetX, (limits.Right * ScaleX) + OffsetX, (limits.Bottom * ScaleY) + OffsetY, (limits.Top * ScaleY) + OffsetY);
    }

    public override void Render(RenderPack rp)
    {
        Pixel[] points = [.. Data.GetScatterPoints().Select(point => Axes.GetPixel(new Coordinates((point.X * ScaleX) + OffsetX, (point.Y * ScaleY) + OffsetY)))];
        if (points.Length == 0)
        {
            return;
        }

        Pixel[] line = ConnectStyle == ConnectStyle.Straight ? points : Steps(points, ConnectStyle == ConnectStyle.StepHorizontal);
        if (FillY)
        {
            RenderFill(rp, line);
        }

        rp.Canvas.DrawPolyline(line, LineStyle);
        MarkerDrawing.Draw(rp.Canvas, points, MarkerStyle);
    }

    private static Pixel[] Steps(Pixel[] points, bool horizontalFirst)
    {
        List<Pixel> steps = [points[0]];
        foreach ((Pixel from, Pixel to) in points.Zip(points.Skip(1)))
        {
            steps.Add(horizontalFirst ? new Pixel(to.X, from.Y) : new Pixel(from.X, to.Y));
            steps.Add(to);
        }

        return [.. steps];
    }

    private void RenderFill(RenderPack rp, Pixel[] line)
    {
        float level = Axes.YAxis.GetPixel(FillYValue + OffsetY, rp.DataRect);
        Pixel[] area = [.. line, new Pixel(line[^1].X, level), new Pixel(line[0].X, level)];
        PixelRect data = rp.DataRect;
        FillPart(rp, area, new PixelRect(data.Left, data.Right, Math.Min(level, data.Bottom), data.Top), level > data.Top, FillYAboveColor);
        FillPart(rp, area, new PixelRect(data.Left, data.Right, data.Bottom, Math.Max(level, data.Top)), level < data.Bottom, FillYBelowColor);
    }

    private static void FillPart(RenderPack rp, Pixel[] area, PixelRect part, bool isThere, Color color)
    {
        if (isThere)
        {
            rp.Canvas.Save();
            rp.Canvas.Clip(part);
            rp.Canvas.FillPolygon(area, new FillStyle(color));
            rp.Canvas.Restore();
        }
    }
}
