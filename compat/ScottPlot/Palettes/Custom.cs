namespace ScottPlot.Palettes;

public class Custom(IEnumerable<Color> colors, string? name, string? description = null) : IPalette
{
    public Custom(string[] hex, string? name = null, string? description = null)
        : this(Color.FromHex(hex), name, description)
    {
    }

    public Color[] Colors { get; } = [.. colors];

    public string Name { get; } = name ?? "unnamed";

    public string Description { get; } = description ?? "no description";

    public Color GetColor(int index) => Colors[index % Colors.Length];
}
