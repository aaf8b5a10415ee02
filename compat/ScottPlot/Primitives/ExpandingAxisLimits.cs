namespace ScottPlot;

/// <summary>Limits that grow with what is put in; NaN is passed over.</summary>
public class ExpandingAxisLimits
{
    public ExpandingAxisLimits()
    {
    }

    public ExpandingAxisLimits(AxisLimits initialLimits)
    {
        Expand(initialLimits);
    }

    public double Left { get; set; } = double.NaN;

    public double Right { get; set; } = double.NaN;

    public double Bottom { get; set; } = double.NaN;

    public double Top { get; set; } = double.NaN;

    public double HorizontalSpan => Right - Left;

    public double VerticalSpan => Top - Bottom;

    public bool IsRealX => AxisLimits.IsRealX;

    public bool IsRealY => AxisLimits.IsRealY;

    public bool IsReal => AxisLimits.IsReal;

    public bool HasArea => AxisLimits.HasArea;

    public AxisLimits AxisLimits => new(Left, Right, Bottom, Top);

    public void SetX(double left, double right) => (Left, Right) = (left, right);

    public void SetY(double bottom, double top) => (Bottom, Top) = (bottom, top);

    public void ExpandX(double x)
    {
        if (!double.IsNaN(x))
        {
            SetX(Left <= x ? Left : x, Right >= x ? Right : x);
        }
    }

    public void ExpandY(double y)
    {
        if (!double.IsNaN(y))
        {
            SetY(Bottom <= y ? Bottom : y, Top >= y ? Top : y);
        }
    }

    public void Expand(double x, double y)
    {
        ExpandX(x);
        ExpandY(y);
    }

    public void Expand(Coordinates coordinates) => Expand(coordinates.X, coordinates.Y);

    public void Expand(CoordinateRect rect) => Expand(new AxisLimits(rect));

    public void Expand(AxisLimits limits)
    {
        Expand(limits.Left, limits.Bottom);
        Expand(limits.Right, limits.Top);
    }

    public override string ToString() => $"Expanding Limits: X=[{Left}, {Right}] Y=[{Bottom}, {Top}]";
}
