namespace ScottPlot;

public static class AlignmentExtensions
{
    /// <summary>0 left, 1 right.</summary>
    public static float HorizontalFraction(this Alignment alignment) => (int)Checked(alignment) % 3 / 2f;

    /// <summary>0 bottom, 1 top.</summary>
    public static float VerticalFraction(this Alignment alignment) => 1 - ((int)Checked(alignment) / 3 / 2f);

    public static bool IsUpperEdge(this Alignment a) => a.VerticalFraction() == 1;

    public static bool IsLowerEdge(this Alignment a) => a.VerticalFraction() == 0;

    public static bool IsLeftEdge(this Alignment a) => a.HorizontalFraction() == 0;

    public static bool IsRightEdge(this Alignment a) => a.HorizontalFraction() == 1;

    private static Alignment Checked(Alignment alignment) => Enum.IsDefined(alignment)
        ? alignment
        : throw new ArgumentOutOfRangeException(nameof(alignment), alignment, "must be one of the nine alignments.");
}
