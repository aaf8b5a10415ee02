namespace ScottPlot.TickGenerators;

public class EvenlySpacedMinorTickGenerator(double minorTickPerMajorTick) : IMinorTickGenerator
{
    public double MinorTicksPerMajorTick { get; set; } = minorTickPerMajorTick;

    public IEnumerable<double> GetMinorTicks(double[] majorTicks, CoordinateRange visibleRange)
    {
        if (majorTicks is null || majorTicks.Length < 2)
        {
            return [];
        }

        double spacing = majorTicks[1] - majorTicks[0];
        double[] starts = [majorTicks[0] - spacing, .. majorTicks];
        int between = (int)Math.Ceiling(MinorTicksPerMajorTick) - 1;
        return starts
            .SelectMany(start => Enumerable.Range(1, Math.Max(0, between)).Select(i => start + (spacing / MinorTicksPerMajorTick * i)))
            .Where(visibleRange.Contains);
    }
}
