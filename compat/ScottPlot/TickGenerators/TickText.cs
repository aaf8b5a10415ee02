namespace ScottPlot.TickGenerators;

/// <summary>Labels of ticks as they are drawn.</summary>
internal static class TickText
{
    private const char Minus = '\u2212';

    /// <summary>With a minus sign where the label has the shorter hyphen before a number.</summary>
    internal static string Shown(string label) =>
        label.Length > 1 && label[0] == '-' && (char.IsAsciiDigit(label[1]) || label[1] == '.') ? Minus + label[1..] : label;
}
