namespace ScottPlot;

/// <summary>Names of families; fontconfig finds the font for each, so the generic ones are always there.</summary>
public static class Fonts
{
    public static string Default { get; set; } = "sans-serif";

    public static string Sans { get; set; } = "sans-serif";

    public static string Serif { get; set; } = "serif";

    public static string Monospace { get; set; } = "monospace";
}
