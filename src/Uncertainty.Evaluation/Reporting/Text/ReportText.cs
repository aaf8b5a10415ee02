using System.Globalization;

namespace Uncertainty.Evaluation;

/// <summary>Numbers, names and bars as people read them.</summary>
internal static class ReportText
{
    /// <summary>Stands where there is nothing.</summary>
    public const string Nothing = "–";

    private const int BarWidth = 20;

    /// <summary>Four significant digits, without an exponent unless there must be one.</summary>
    public static string Number(double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
        {
            return Nothing;
        }

        double size = Math.Abs(number);
        return size switch
        {
            0 => "0",
            < 1e-5 or >= 1e7 => number.ToString("0.000e+0", CultureInfo.InvariantCulture),
            _ => number.ToString($"F{Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 8)}", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A share in percent with one decimal.</summary>
    public static string Percent(double? share) => share is { } value && double.IsFinite(value)
        ? (100 * value).ToString("F1", CultureInfo.InvariantCulture) + " %"
        : Nothing;

    /// <summary>A share that was chosen, in percent with as many decimals as it has.</summary>
    public static string Level(double share) => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One of the two words, by the number.</summary>
    public static string Count(long value, string one, string many) => $"{Count(value)} {(value == 1 ? one : many)}";

    /// <summary>What would end a table's cell or begin another one, made harmless.</summary>
    public static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A heading's text or a paragraph's: in one line.</summary>
    public static string Line(string text) => text.ReplaceLineEndings(" ");

    /// <summary>A bar as long as the share is, with a mark where it should end. Both in [0, 1], or a rounding above.</summary>
    public static string Bar(double share, double mark)
    {
        if (!double.IsFinite(share))
        {
            return "`" + new string('·', BarWidth) + "`";
        }

        int filled = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        char[] bar = [.. Enumerable.Range(0, BarWidth).Select(i => i < filled ? '█' : '·')];
        bar[Math.Clamp((int)Math.Round(mark * BarWidth) - 1, 0, BarWidth - 1)] = '◆';
        return $"`{new string(bar)}`";
    }

    public static string Arrow(MeasureDirection direction) => direction switch
    {
        MeasureDirection.Higher => "higher",
        MeasureDirection.Lower => "lower",
        MeasureDirection.Zero => "near 0",
        MeasureDirection.One => "near 1",
        _ => "",
    };
}
