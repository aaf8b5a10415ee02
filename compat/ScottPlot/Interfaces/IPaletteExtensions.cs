namespace ScottPlot;

public static class IPaletteExtensions
{
    public static Color[] GetColors(this IPalette palette, int count) => [.. Enumerable.Range(0, count).Select(palette.GetColor)];

    public static int Count(this IPalette palette) => palette.Colors.Length;
}
