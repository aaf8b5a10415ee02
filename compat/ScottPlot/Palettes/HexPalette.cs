namespace ScottPlot.Palettes;

/// <summary>A palette written down as six hexadecimal digits a colour.</summary>
public abstract class HexPalette : IPalette
{
    private protected HexPalette(string name, string description, string hex)
    {
        Name = name;
        Description = description;
        Colors = Colormaps.HexTable.Parse(hex);
    }

    public Color[] Colors { get; }

    public string Name { get; }

    public string Description { get; }

    public Color GetColor(int index) => Colors[index % Colors.Length];
}
