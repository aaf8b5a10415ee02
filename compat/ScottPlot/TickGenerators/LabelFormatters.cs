namespace ScottPlot.TickGenerators;

public class LabelFormatters
{
    private LabelFormatters()
    {
    }

    /// <summary>Whole and large numbers in groups of thousands, others to ten decimals.</summary>
    public static string Numeric(double value)
    {
        if ((int)value == value || Math.Abs(value) > 1000)
        {
            return value.ToString("N0", System.Globalization.CultureInfo.CurrentCulture);
        }

        string label = Math.Round(value, 10).ToString("G", System.Globalization.CultureInfo.CurrentCulture);
        return label == "-0" ? "0" : label;
    }
}
