namespace ScottPlot;

/// <summary>What an axis shows. Min is at its left or lower end: it is the larger one on an inverted axis.</summary>
public class CoordinateRangeMutable(double min, double max) : IEquatable<CoordinateRangeMutable>
{
    public double Min { get; set; } = min;

    public double Max { get; set; } = max;

    public double Center => (Min + Max) / 2;

    public double Span => Max - Min;

    public bool HasBeenSet => double.IsFinite(Span) && Span != 0;

    public CoordinateRange ToCoordinateRange => new(Min, Max);

    public CoordinateRange ToRectifiedCoordinateRange => ToCoordinateRange.Rectified();

    public static CoordinateRangeMutable NotSet => new(double.PositiveInfinity, double.NegativeInfinity);

    public bool Contains(double position) => ToCoordinateRange.Contains(position);

    public void Expand(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        if (!(Min <= value))
        {
            Min = value;
        }

        if (!(Max >= value))
        {
            Max = value;
        }
    }

    public void Expand(CoordinateRange range)
    {
        Expand(range.Min);
        Expand(range.Max);
    }

    public void Reset() => Set(double.PositiveInfinity, double.NegativeInfinity);

    public void Set(double min, double max)
    {
        Min = min;
        Max = max;
    }

    public void Set(CoordinateRange range) => Set(range.Value1, range.Value2);

    public bool Equals(CoordinateRangeMutable? other) => other is not null && Min.Equals(other.Min) && Max.Equals(other.Max);

    public override bool Equals(object? obj) => Equals(obj as CoordinateRangeMutable);

    public override int GetHashCode() => HashCode.Combine(Min, Max);

    public override string ToString() => $"Min={Min}, Max={Max}, Span={Span}";
}
