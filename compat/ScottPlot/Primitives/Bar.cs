namespace ScottPlot;

public class Bar : IHasLine
{
    public double LabelInvertWhenValueBelow;

    public double Position { get; set; }

    public double Value { get; set; }

    public double ValueBase { get; set; }

    /// <summary>Width of the bar in units of its axis.</summary>
    public double Size { get; set; } = 0.8;

    public double Error { get; set; }

    public double ErrorSize { get; set; } = 0.2;

    public bool ErrorPositive { get; set; } = true;

    public bool ErrorNegative { get; set; } = true;

    public bool IsVisible { get; set; } = true;

    public FillStyle FillStyle { get; set; } = new(Colors.Gray);

    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }

    public LineStyle LineStyle { get; set; } = new(1, Colors.Black);

    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }

    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }

    public string Label { get; set; } = string.Empty;

    public string ValueLabel { get => Label; set => Label = value; }

    /// <summary>Drawn after all series, and not cut off at the edge of the data.</summary>
    public bool LabelOnTop { get; set; }

    public bool CenterLabel { get; set; }

    public float LabelOffset { get; set; } = 5;

    public Orientation Orientation { get; set; } = Orientation.Vertical;

    public CoordinateRect Rect => Turned(new CoordinateRect(Position - (Size / 2), Position + (Size / 2), ValueBase, Value));

    public IEnumerable<CoordinateLine> ErrorLines
    {
        get
        {
            double low = ErrorNegative ? Value - Error : Value;
            double high = ErrorPositive ? Value + Error : Value;
            double half = ErrorSize / 2;
            yield return Turned(Position, low, Position, high);
            if (ErrorPositive)
            {
                yield return Turned(Position - half, high, Position + half, high);
            }

            if (ErrorNegative)
            {
                yield return Turned(Position - half, low, Position + half, low);
            }
        }
    }

    public AxisLimits AxisLimits => new(Turned(
        new CoordinateRect(Position - (Size / 2), Position + (Size / 2), Math.Min(ValueBase, Value - Error), Math.Max(ValueBase, Value + Error))));

    public void RenderBody(RenderPack rp, IAxes axes)
    {
        PixelRect rect = axes.GetPixelRect(Rect);
        rp.Canvas.FillRectangle(rect, FillStyle);
        rp.Canvas.DrawRectangle(rect, LineStyle);
        if (Error != 0)
        {
            foreach (CoordinateLine line in ErrorLines)
            {
                rp.Canvas.DrawLine(axes.GetPixelLine(line), LineStyle);
            }
        }
    }

    public void RenderText(RenderPack rp, IAxes axes, LabelStyle labelStyle)
    {
        PixelRect rect = axes.GetPixelRect(Rect);
        bool inverted = Value < LabelInvertWhenValueBelow;
        if (CenterLabel)
        {
            labelStyle.Alignment = Alignment.MiddleCenter;
            labelStyle.Render(rp.Canvas, rect.Center);
        }
        else if (Orientation == Orientation.Vertical)
        {
            labelStyle.Alignment = inverted ? Alignment.UpperCenter : Alignment.LowerCenter;
            labelStyle.Render(rp.Canvas, inverted ? rect.BottomCenter.WithOffset(0, LabelOffset) : rect.TopCenter.WithOffset(0, -LabelOffset));
        }
        else
        {
            labelStyle.Alignment = inverted ? Alignment.MiddleRight : Alignment.MiddleLeft;
            labelStyle.Render(rp.Canvas, inverted ? rect.LeftCenter.WithOffset(-LabelOffset, 0) : rect.RightCenter.WithOffset(LabelOffset, 0));
        }
    }

    private CoordinateRect Turned(CoordinateRect rect) =>
        Orientation == Orientation.Vertical ? rect : new CoordinateRect(rect.Bottom, rect.Top, rect.Left, rect.Right);

    private CoordinateLine Turned(double x1, double y1, double x2, double y2) =>
        Orientation == Orientation.Vertical ? new CoordinateLine(x1, y1, x2, y2) : new CoordinateLine(y1, x1, y2, x2);
}
