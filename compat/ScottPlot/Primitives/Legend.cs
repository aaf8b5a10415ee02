namespace ScottPlot;

public partial class Legend(Plot plot) : IPlottable
{
    public Plot Plot { get; } = plot;

    public bool IsVisible { get; set; } = true;

    public Alignment Alignment { get; set; } = Alignment.LowerRight;

    public Orientation Orientation { get; set; } = Orientation.Vertical;

    /// <summary>Between the legend and the edge of the data.</summary>
    public PixelPadding Margin { get; set; } = new(7, 7);

    /// <summary>Between the legend's edge and its items.</summary>
    public PixelPadding Padding { get; set; } = new(10, 5);

    public float SymbolWidth { get; set; } = 20;

    public float SymbolHeight { get; set; } = 10;

    public float SymbolPadding { get; set; } = 5;

    public PixelPadding InterItemPadding { get; set; } = new(10, 10, 6, 6);

    public List<LegendItem> ManualItems { get; set; } = [];

    public bool TightHorizontalWrapping { get; set; }

    public float? FontSize { get; set; }

    public string? FontName { get; set; }

    public Color? FontColor { get; set; }

    public ILegendLayout Layout { get; set; } = new LegendLayouts.Wrapping();

    public PixelSize LastRenderSize { get; private set; } = PixelSize.NaN;

    public LineStyle OutlineStyle { get; set; } = new(1, Colors.Black);

    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }

    public LinePattern OutlinePattern { get => OutlineStyle.Pattern; set => OutlineStyle.Pattern = value; }

    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }

    public FillStyle BackgroundFillStyle { get; } = new(Colors.White);

    public Color BackgroundColor { get => BackgroundFillStyle.Color; set => BackgroundFillStyle.Color = value; }

    public FillStyle ShadowFillStyle { get; } = new(Colors.Black.WithOpacity(.2));

    public Color ShadowColor { get => ShadowFillStyle.Color; set => ShadowFillStyle.Color = value; }

    public PixelOffset ShadowOffset { get; set; } = new(3, 3);

    public bool DisplayPlottableLegendItems { get; set; } = true;

    public bool ShowItemsFromHiddenPlottables { get; set; }

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;
}
