namespace ScottPlot.Palettes;

/// <summary>Tableau's ten colours of 2016, each with a lighter one.</summary>
public class Category20() : HexPalette(
    "Category 20",
    "Ten distinct colours and a lighter one of each",
    "1F77B4AEC7E8FF7F0EFFBB782CA02C98DF8AD62728FF98969467BDC5B0D58C564BC49C94E377C2F7B6D27F7F7FC7C7C7BCBD22DBDB8D17BECF9EDAE5")
{
}
