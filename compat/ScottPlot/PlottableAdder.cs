using ScottPlot.Panels;
using ScottPlot.Plottables;

namespace ScottPlot;

/// <summary>Makes series and adds them to the plot. Here: marks, images and text.</summary>
public partial class PlottableAdder(Plot plot)
{
    private int _nextColor;

    public Plot Plot { get; } = plot;

    public IPalette Palette { get; set; } = new Palettes.Category10();

    /// <summary>The palette's next colour; it starts again when the plot is empty.</summary>
    public Color GetNextColor(bool incrementCounter = true)
    {
        if (Plot.PlottableList.Count == 0)
        {
            _nextColor = 0;
        }

        Color color = Palette.GetColor(_nextColor);
        _nextColor += incrementCounter ? 1 : 0;
        return color;
    }

    public IPlottable Plottable(IPlottable plottable) => Added(plottable);

    public Annotation Annotation(string text, Alignment alignment = Alignment.UpperLeft) => Added(new Annotation
    {
        Alignment = alignment,
        Text = text,
        LabelBackgroundColor = Colors.Yellow.WithAlpha(.75),
        LabelBorderColor = Colors.Black,
        LabelPadding = 5,
    });

    public Annotation BackgroundText(string text, Color? color = null, double size = 48)
    {
        Annotation annotation = new()
        {
            Text = text,
            LabelFontColor = color ?? Colors.Gray.WithAlpha(.3),
            LabelFontSize = (float)size,
            LabelShadowColor = Colors.Transparent,
            Alignment = Alignment.MiddleCenter,
            PixelOffset = PixelOffset.Zero,
        };
        Plot.PlottableList.Insert(0, annotation);
        return annotation;
    }

    public ColorBar ColorBar(IHasColorAxis source, Edge edge = Edge.Right)
    {
        ColorBar colorBar = new(source, edge);
        Plot.Axes.AddPanel(colorBar);
        return colorBar;
    }

    public Heatmap Heatmap(double[,] intensities) => Added(new Heatmap(intensities));

    public ImageRect ImageRect(Image image, CoordinateRect rect) => Added(new ImageRect { Image = image, Rect = rect });

    public Legend Legend() => Added(new Legend(Plot) { IsVisible = true });

    public Text Text(string text, Coordinates location) => Text(text, location.X, location.Y);

    public Text Text(string text, double x, double y) => Added(new Text { LabelText = text ?? string.Empty, Location = new Coordinates(x, y) });

    private T Added<T>(T plottable)
        where T : IPlottable
    {
        Plot.PlottableList.Add(plottable);
        return plottable;
    }
}
