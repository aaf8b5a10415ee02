namespace ScottPlot;

public static class Colormap
{
    public static IColormap FromColors(Color[] colors, bool smooth = true) =>
        smooth ? new Colormaps.CustomInterpolated(colors) : new Colormaps.CustomPalette(colors);
}
