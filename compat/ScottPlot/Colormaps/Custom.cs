namespace ScottPlot.Colormaps;

public class Custom(Color[] colors, bool smooth = true) : IColormap
{
    private readonly IColormap _colormap = Colormap.FromColors(colors, smooth);

    public string Name => _colormap.Name;

    public Color GetColor(double position) => _colormap.GetColor(position);
}
