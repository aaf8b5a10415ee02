namespace ScottPlot.Colormaps;

public class Grayscale : IColormap
{
    public string Name => "Grayscale";

    public Color GetColor(double normalizedIntensity) => Color.Gray((byte)(255 * Math.Clamp(normalizedIntensity, 0, 1)));
}
