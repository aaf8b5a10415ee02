namespace ScottPlot.Colormaps;

public class Reversed(IColormap cmap) : IColormap
{
    public string Name => $"{cmap.Name} (Reversed)";

    public Color GetColor(double position) => cmap.GetColor(1 - position);
}
