namespace ScottPlot;

public static class Palette
{
    public static IPalette Default { get; set; } = new Palettes.Category10();

    public static IPalette FromColors(string[] hexColors) => new Palettes.Custom(hexColors, string.Empty, string.Empty);

    public static IPalette FromColors(Color[] colors) => new Palettes.Custom(colors, string.Empty, string.Empty);
}
