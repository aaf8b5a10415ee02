namespace ScottPlot;

public static class IAxisExtensions
{
    public static CoordinateRange GetRange(this IAxis axis) => new(axis.Min, axis.Max);

    public static bool IsInverted(this IAxis axis) => axis.Min > axis.Max;

    public static void RemoveTickGenerator(this IAxis axis) => axis.TickGenerator = new TickGenerators.EmptyTickGenerator();

    public static void Collapse(this IAxis axis)
    {
        axis.MaximumSize = 0;
        axis.RemoveTickGenerator();
    }
}
