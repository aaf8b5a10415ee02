namespace ScottPlot.TickGenerators;

/// <summary>For positions that are logarithms: the same ticks within every decade, wherever the major ones are.</summary>
public class LogDecadeMinorTickGenerator : IMinorTickGenerator
{
    public int TicksPerDecade { get; set; } = 10;

    public IEnumerable<double> GetMinorTicks(double[] majorPositions, CoordinateRange visibleRange)
    {
        double first = Math.Floor(visibleRange.Min);
        double last = Math.Ceiling(visibleRange.Max);
        if (first == last || !double.IsFinite(last - first))
        {
            return [];
        }

        return Enumerable.Range(0, (int)(last - first) + 1)
            .SelectMany(decade => Enumerable.Range(1, TicksPerDecade - 1).Select(i => first + decade + Math.Log10(10.0 * i / TicksPerDecade)));
    }
}
