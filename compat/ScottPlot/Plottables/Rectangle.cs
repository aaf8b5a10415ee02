namespace ScottPlot.Plottables;

public class Rectangle : FilledPlottable
{
    public double X1 { get; set; }

    public double X2 { get; set; }

    public double Y1 { get; set; }

    public double Y2 { get; set; }

    public CoordinateRect CoordinateRect
    {
        get => new(new Coordinates(X1, Y1), new Coordinates(X2, Y2));
        set => (X1, X2, Y1, Y2) = (value.Left, value.Right, value.Bottom, value.Top);
    }

    public override IEnumerable<LegendItem> LegendItems =>
        [new LegendItem { Plottable = this, LabelText = LegendText, FillStyle = FillStyle, OutlineStyle = LineStyle }];

    public override AxisLimits GetAxisLimits() => new(CoordinateRect);

    public override void Render(RenderPack rp)
    {
        PixelRect rect = Axes.GetPixelRect(CoordinateRect);
        rp.Canvas.FillRectangle(rect, FillStyle);
        rp.Canvas.DrawRectangle(rect, LineStyle);
    }
}
