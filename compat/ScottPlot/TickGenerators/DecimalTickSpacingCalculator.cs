namespace ScottPlot.TickGenerators;

/// <summary>Ticks 1, 2 or 5 times a power of ten apart, as many as their labels leave room for.</summary>
public class DecimalTickSpacingCalculator
{
    private static readonly double[] Steps = [1, 2, 5];

    public int MaximumTickCount { get; set; } = 1000;

    public double[] GenerateTickPositions(CoordinateRange range, PixelLength axisLength, PixelLength maxLabelLength)
    {
        if (!double.IsFinite(range.Length) || range.Length == 0 || !(axisLength.Length > 0))
        {
            return [];
        }

        double spacing = GetSpacing(range.Length, axisLength.Length, maxLabelLength.Length);
        // A tick at the very end of the range must not fall outside by rounding.
        double first = Math.Ceiling((range.Min / spacing) - 1e-9);
        double last = Math.Floor((range.Max / spacing) + 1e-9);
        if (last - first < 1)
        {
            double below = Math.Floor(range.Min / spacing);
            double start = last < first ? below : first;
            return [start * spacing, (start + 1) * spacing];
        }

        int count = (int)Math.Min(last - first + 1, MaximumTickCount);
        return [.. Enumerable.Range(0, count).Select(i => Math.Clamp(Multiple(first + i, spacing), range.Min, range.Max))];
    }

    // 3 * 0.1 is not 0.3, but 3 / 10 is.
    private static double Multiple(double count, double spacing) => spacing < 1 ? count / Math.Round(1 / spacing) : count * spacing;

    private static double GetSpacing(double length, double axisLength, double labelLength)
    {
        double needed = labelLength * (labelLength < 10 ? 2 : labelLength < 25 ? 1.5 : 1.2);
        double smallest = length * needed / axisLength;
        int exponent = (int)Math.Floor(Math.Log10(smallest));
        for (int power = exponent; ; power++)
        {
            foreach (double step in Steps)
            {
                double spacing = step * Math.Pow(10, power);
                if (spacing > smallest)
                {
                    return spacing;
                }
            }
        }
    }
}
