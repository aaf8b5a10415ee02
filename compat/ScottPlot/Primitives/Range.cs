namespace ScottPlot;

public readonly struct Range
{
    public Range(double min, double max)
    {
        if (!double.IsFinite(min))
        {
            throw new ArgumentException($"{nameof(min)} must be a real number; it is {min}.", nameof(min));
        }

        if (!double.IsFinite(max))
        {
            throw new ArgumentException($"{nameof(max)} must be a real number; it is {max}.", nameof(max));
        }

        if (min > max)
        {
            throw new ArgumentException($"{nameof(min)} must not be above {nameof(max)}; they are {min} and {max}.", nameof(min));
        }

        Min = min;
        Max = max;
    }

    public double Min { get; }

    public double Max { get; }

    /// <summary>The range of the values that are not NaN.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Range GetRange(double[,] input) => GetRange(input.Cast<double>());

    /// <inheritdoc cref="GetRange(double[,])"/>
    public static Range GetRange(IEnumerable<double> input)
    {
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        foreach (double value in input)
        {
            min = value < min ? value : min;
            max = value > max ? value : max;
        }

        return new Range(min, max);
    }

    public double Normalize(double value, bool clamp = false)
    {
        if (Max == Min)
        {
            throw new ArgumentException($"A range from {Min} to {Max} has no width to normalize to.");
        }

        double normalized = (value - Min) / (Max - Min);
        return clamp ? Math.Clamp(normalized, 0, 1) : normalized;
    }

    public double Clamp(double value) => Math.Clamp(value, Min, Max);

    public override string ToString() => $"Range: [{Min}, {Max}]";
}
