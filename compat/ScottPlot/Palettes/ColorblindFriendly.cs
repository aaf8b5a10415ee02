namespace ScottPlot.Palettes;

/// <summary>Wong, "Points of view: Color blindness", Nature Methods 8, 2011.</summary>
public class ColorblindFriendly() : HexPalette(
    "Colorblind Friendly",
    "Eight colours that are told apart with red-green blindness too",
    "000000E69F0056B4E9009E73F0E4420072B2D55E00CC79A7")
{
}
