namespace ScottPlot.Palettes;

/// <summary>Tableau's ten colours of 2016.</summary>
public class Category10() : HexPalette(
    "Category 10",
    "Ten distinct colours, the default of many plotting libraries",
    "1F77B4FF7F0E2CA02CD627289467BD8C564BE377C27F7F7FBCBD2217BECF")
{
}
