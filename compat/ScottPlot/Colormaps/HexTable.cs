namespace ScottPlot.Colormaps;

/// <summary>Colours that are written down as six hexadecimal digits each.</summary>
internal static class HexTable
{
    private const int Digits = 6;

    internal static Color[] Parse(string hex) =>
        [.. Enumerable.Range(0, hex.Length / Digits).Select(i => Color.FromHex(hex.Substring(i * Digits, Digits)))];
}
