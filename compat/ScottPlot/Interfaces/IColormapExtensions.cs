namespace ScottPlot;

public static class IColormapExtensions
{
    public static Color[] GetColors(this IColormap colormap, int count, double minFraction = 0, double maxFraction = 1)
    {
        if (!double.IsFinite(minFraction))
        {
            throw new ArgumentException($"{nameof(minFraction)} must be a real number; it is {minFraction}.", nameof(minFraction));
        }

        if (!double.IsFinite(maxFraction))
        {
            throw new ArgumentException($"{nameof(maxFraction)} must be a real number; it is {maxFraction}.", nameof(maxFraction));
        }

        if (count == 1)
        {
            return [colormap.GetColor(0)];
        }

        double to = Math.Clamp(maxFraction, 0, 1);
        double from = Math.Clamp(minFraction, 0, to);
        return [.. Enumerable.Range(0, count).Select(i => colormap.GetColor(from + ((to - from) * i / (count - 1))))];
    }

    public static Color GetColor(this IColormap cmap, int index, int count, double startFraction = 0, double endFraction = 1) => count == 1
        ? cmap.GetColor(.5)
        : cmap.GetColor(startFraction + ((endFraction - startFraction) * index / (count - 1)));

    /// <summary>The colour of a value; that of NaN is transparent, that of a range without width the first.</summary>
    public static Color GetColor(this IColormap cmap, double position, Range range) =>
        double.IsNaN(position) ? Colors.Transparent
        : range.Min == range.Max ? cmap.GetColor(0)
        : cmap.GetColor(range.Normalize(position, clamp: true));

    public static IColormap Reversed(this IColormap cmap) => new Colormaps.Reversed(cmap);
}
