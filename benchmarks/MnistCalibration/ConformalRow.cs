namespace MnistCalibration;

/// <summary>Sets whose threshold comes from one half of the test images, on the other.</summary>
/// <param name="Network">Which network.</param>
/// <param name="Split">Number of the split.</param>
/// <param name="Method">How sets are made.</param>
/// <param name="Alpha">α.</param>
/// <param name="Coverage">Share of the images whose class is in the set.</param>
/// <param name="LeastClassCoverage">The least share among the images of one class.</param>
/// <param name="Sizes">[C + 1] how many sets have 0, 1, … labels.</param>
/// <param name="Covered">[C + 1] how many of these hold the class.</param>
internal sealed record ConformalRow(
    string Network, int Split, string Method, double Alpha, double Coverage, double LeastClassCoverage, int[] Sizes, int[] Covered)
{
    internal double MeanSize => (double)Sizes.Select((count, size) => count * size).Sum() / Sizes.Sum();
}
