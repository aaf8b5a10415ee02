namespace ScottPlot.TickGenerators;

/// <summary>For positions that are logarithms: the ticks between two major ones crowd towards the upper.</summary>
public class LogMinorTickGenerator : IMinorTickGenerator
{
    public int Divisions { get; set; } = 5;

    public IEnumerable<double> GetMinorTicks(double[] majorPositions, CoordinateRange visibleRange)
    {
        if (majorPositions is null || majorPositions.Length < 2)
        {
            return [];
        }

        double spacing = majorPositions[1] - majorPositions[0];
        double[] starts = [majorPositions[0] - spacing, .. majorPositions];
        return starts.SelectMany(start => Enumerable.Range(1, Divisions - 1).Select(i => start + (spacing * Math.Log10(10.0 * i / Divisions))));
    }
}
