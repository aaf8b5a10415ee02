namespace ScottPlot;

public class LegendItem : LabelStyleProperties, IHasLine, IHasMarker
{
    public bool IsVisible { get; set; } = true;

    public IPlottable? Plottable { get; set; }

    /// <summary>Manual items with an index stand before those of the series, ordered by it.</summary>
    public int? Index { get; set; }

    public override LabelStyle LabelStyle { get; set; } = new() { Alignment = Alignment.MiddleLeft };

    public LineStyle LineStyle { get; set; } = LineStyle.None;

    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }

    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }

    public FillStyle FillStyle { get; set; } = new();

    public Color FillColor { get => FillStyle.Color; set => FillStyle.Color = value; }

    public LineStyle OutlineStyle { get; set; } = LineStyle.None;

    public float OutlineWidth { get => OutlineStyle.Width; set => OutlineStyle.Width = value; }

    public LinePattern OutlinePattern { get => OutlineStyle.Pattern; set => OutlineStyle.Pattern = value; }

    public Color OutlineColor { get => OutlineStyle.Color; set => OutlineStyle.Color = value; }

    public MarkerStyle MarkerStyle { get; set; } = new();

    public MarkerShape MarkerShape { get => MarkerStyle.Shape; set => MarkerStyle.Shape = value; }

    public float MarkerSize { get => MarkerStyle.Size; set => MarkerStyle.Size = value; }

    public Color MarkerFillColor { get => MarkerStyle.FillColor; set => MarkerStyle.FillColor = value; }

    public Color MarkerLineColor { get => MarkerStyle.LineColor; set => MarkerStyle.LineColor = value; }

    public float MarkerLineWidth { get => MarkerStyle.LineWidth; set => MarkerStyle.LineWidth = value; }

    public Color MarkerColor { get => MarkerStyle.FillColor; set => MarkerStyle.MarkerColor = value; }

    public static IEnumerable<LegendItem> None => [];

    public static IEnumerable<LegendItem> Single(LegendItem item) => [item];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, MarkerStyle markerStyle) =>
        Single(plottable, label, LineStyle.None, markerStyle);

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, MarkerStyle markerStyle, LineStyle lineStyle) =>
        Single(plottable, label, lineStyle, markerStyle);

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, LineStyle lineStyle) =>
        Single(plottable, label, lineStyle, MarkerStyle.None);

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, LineStyle lineStyle, MarkerStyle markerStyle) =>
        [new LegendItem { Plottable = plottable, LabelText = label, LineStyle = lineStyle, MarkerStyle = markerStyle }];

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, FillStyle fillStyle) =>
        Single(plottable, label, fillStyle, LineStyle.None);

    public static IEnumerable<LegendItem> Single(IPlottable plottable, string label, FillStyle fillStyle, LineStyle lineStyle) =>
        [new LegendItem { Plottable = plottable, LabelText = label, FillStyle = fillStyle, LineStyle = lineStyle, MarkerStyle = MarkerStyle.None }];
}
