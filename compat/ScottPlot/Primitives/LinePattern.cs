namespace ScottPlot;

public readonly struct LinePattern(float[] intervals, float phase, string name)
{
    public static LinePattern Solid { get; } = new([], 0, "Solid");

    public static LinePattern Dashed { get; } = new([10, 10], 0, "Dashed");

    public static LinePattern DenselyDashed { get; } = new([6, 6], 0, "DenselyDashed");

    public static LinePattern Dotted { get; } = new([3, 5], 0, "Dotted");

    /// <summary>Lengths of dashes and gaps, in turn. Null, as in the default pattern, is solid.</summary>
    public float[] Intervals { get; } = intervals;

    public float Phase { get; } = phase;

    public string Name { get; } = name;

    internal bool IsSolid => Intervals is null or [];

    public static LinePattern[] GetAllPatterns() => [Solid, Dashed, DenselyDashed, Dotted];
}
