namespace Uncertainty.Evaluation;

/// <summary>The pixels of a file, <paramref name="sharpness"/> of which make one of the layout.</summary>
internal readonly struct PixelGrid(double sharpness)
{
    // Lengths that are whole but for rounding are taken as whole.
    private const double Rounding = 1e-4;

    /// <summary>A length cut to whole pixels of the file.</summary>
    public double Down(double length) => Math.Floor((length * sharpness) + Rounding) / sharpness;

    /// <summary>A length raised to whole pixels of the file.</summary>
    public double Up(double length) => Math.Ceiling((length * sharpness) - Rounding) / sharpness;

    /// <summary>An enlargement by a whole number of pixels of the file, where there is room for two.</summary>
    public double Even(double largest) =>
        largest * sharpness >= 2 ? Math.Floor((largest * sharpness) + Rounding) / sharpness : largest;
}
