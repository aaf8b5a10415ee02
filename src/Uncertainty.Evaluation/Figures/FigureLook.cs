using ScottPlot;
using Custom = ScottPlot.Palettes.Custom;
using Viridis = ScottPlot.Colormaps.Viridis;

namespace Uncertainty.Evaluation;

/// <summary>
/// How all figures look, so that those of one paper or report go together: colours that colour-blind readers can tell apart, sizes of text, grid
/// and legend. Figures of one's own, begun with <see cref="NewPlot"/>, look the same.
/// </summary>
/// <remarks>
/// Colours: Okabe and Ito, "Color Universal Design", 2008, without the yellow, which is too light for lines on white. Maps:
/// <see cref="Viridis"/>, whose lightness rises evenly, so that it can be read in grey too.
/// </remarks>
public static class FigureLook
{
    private const float TitleSize = 15;
    private const float LabelSize = 14;
    private const float TickSize = 12;
    private const float LegendSize = 12;

    private static readonly Color[] Colours =
        [Hex("#0072B2"), Hex("#D55E00"), Hex("#009E73"), Hex("#CC79A7"), Hex("#E69F00"), Hex("#56B4E9"), Hex("#000000")];

    /// <summary>Width of a line that shows data, in pixels.</summary>
    public const float LineWidth = 2;

    /// <summary>Opacity of areas over which something else is drawn, in (0, 1].</summary>
    public const double AreaOpacity = 0.3;

    /// <summary>Of predictions that are right.</summary>
    public static Color Correct => Colours[0];

    /// <summary>Of predictions that are wrong.</summary>
    public static Color Wrong => Colours[1];

    /// <summary>Of inputs from where the model was trained.</summary>
    public static Color Inlier => Colours[0];

    /// <summary>Of inputs from elsewhere.</summary>
    public static Color Outlier => Colours[1];

    /// <summary>Of what comes from the data: no network could know better.</summary>
    public static Color Aleatoric => Colours[4];

    /// <summary>Of what comes from the model: more training data would help.</summary>
    public static Color Epistemic => Colours[5];

    /// <summary>Of what data are measured against: diagonals, thresholds, chance.</summary>
    public static Color Reference => Hex("#666666");

    /// <summary>Of maps of uncertainty: dark is sure, light is unsure.</summary>
    public static IColormap UncertaintyColormap => new Viridis();

    /// <summary>The colour of a series: seven of them, then from the first again.</summary>
    /// <param name="number">Number of the series; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is below 0.</exception>
    public static Color Series(int number) => Colours[Guard.AtLeast(number, 0) % Colours.Length];

    /// <summary>An empty figure with this look.</summary>
    /// <param name="title">Above the data; an empty one takes no room.</param>
    /// <param name="xLabel">What runs to the right, with its unit.</param>
    /// <param name="yLabel">What runs up, with its unit.</param>
    public static Plot NewPlot(string title, string xLabel, string yLabel)
    {
        Guard.NotNull(title);
        Guard.NotNull(xLabel);
        Guard.NotNull(yLabel);
        Plot plot = new();
        plot.Add.Palette = new Custom(Colours, "Okabe-Ito", "Colours that colour-blind readers can tell apart");
        plot.Title(title, TitleSize);
        plot.XLabel(xLabel, LabelSize);
        plot.YLabel(yLabel, LabelSize);
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = TickSize;
        }

        plot.Grid.MajorLineColor = Hex("#E5E5E5");
        plot.Legend.FontSize = LegendSize;
        plot.Legend.OutlineColor = Hex("#BFBFBF");
        plot.Legend.BackgroundColor = Colors.White.WithAlpha(0.85);
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    private static Color Hex(string text) => Color.FromHex(text);
}
