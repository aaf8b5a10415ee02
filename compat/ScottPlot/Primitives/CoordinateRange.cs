namespace ScottPlot;

public readonly struct CoordinateRange(double value1, double value2)
{
    public readonly double Value1 = value1;
    public readonly double Value2 = value2;
    public readonly double Min = Math.Min(value1, value2);
    public readonly double Max = Math.Max(value1, value2);
    public readonly bool IsInverted = value1 > value2;

    public double Span => Value2 - Value1;

    public double Center => (Value1 + Value2) / 2;

    public double Length => Math.Abs(Span);

    public static CoordinateRange NotSet => new(double.PositiveInfinity, double.NegativeInfinity);

    public static CoordinateRange NoLimits => new(double.NaN, double.NaN);

    /// <summary>From the smallest to the largest value that is not NaN.</summary>
    public static CoordinateRange Extrema(IEnumerable<double> values)
    {
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        foreach (double value in values)
        {
            min = value < min ? value : min;
            max = value > max ? value : max;
        }

        return min <= max ? new CoordinateRange(min, max) : NoLimits;
    }

    public CoordinateRange Rectified() => new(Min, Max);

    public bool Contains(double value) => value >= Min && value <= Max;

    public bool Overlaps(CoordinateRange other) => other.Max >= Min && other.Min <= Max;

    public CoordinateRange Expanded(double value) => new(Math.Min(Min, value), Math.Max(Max, value));

    public bool Equals(CoordinateRange other) => Value1.Equals(other.Value1) && Value2.Equals(other.Value2);

    public override bool Equals(object? obj) => obj is CoordinateRange other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Value1, Value2);

    public override string ToString() => $"CoordinateRange [{Min}, {Max}]" + (IsInverted ? " (inverted)" : string.Empty);

    public static bool operator ==(CoordinateRange a, CoordinateRange b) => a.Equals(b);

    public static bool operator !=(CoordinateRange a, CoordinateRange b) => !a.Equals(b);
}
