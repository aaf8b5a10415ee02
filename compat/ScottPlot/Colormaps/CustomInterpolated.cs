namespace ScottPlot.Colormaps;

public class CustomInterpolated(Color[] colors) : IColormap
{
    private readonly Color[] _colors = colors.Length switch
    {
        0 => [Colors.Transparent, Colors.Transparent],
        1 => [colors[0], colors[0]],
        _ => colors,
    };

    public string Name => "Interpolated";

    public Color GetColor(double position)
    {
        double at = Math.Clamp(position, 0, 1) * (_colors.Length - 1);
        int below = Math.Min((int)at, _colors.Length - 2);
        return _colors[below].MixedWith(_colors[below + 1], at - below);
    }
}
