namespace ScottPlot;

public readonly struct CoordinateLine(double x1, double y1, double x2, double y2)
{
    public readonly double X1 = x1;
    public readonly double X2 = x2;
    public readonly double Y1 = y1;
    public readonly double Y2 = y2;

    public CoordinateLine(Coordinates pt1, Coordinates pt2)
        : this(pt1.X, pt1.Y, pt2.X, pt2.Y)
    {
    }

    public double XSpan => X2 - X1;

    public double YSpan => Y2 - Y1;

    public double Slope => X1 == X2 ? double.NaN : YSpan / XSpan;

    public Coordinates Start => new(X1, Y1);

    public Coordinates End => new(X2, Y2);

    public Coordinates Center => new((X1 + X2) / 2, (Y1 + Y2) / 2);

    public override string ToString() => $"CoordinateLine from ({X1}, {Y1}) to ({X2}, {Y2})";
}
