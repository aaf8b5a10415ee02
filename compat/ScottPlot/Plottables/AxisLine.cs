namespace ScottPlot.Plottables;

/// <summary>A line across the data, with a label beside the axis.</summary>
public abstract class AxisLine : LabelStyleProperties, IPlottable, IRenderLast, IHasLine, IHasLegendText
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public LineStyle LineStyle { get; set; } = new(1);

    public float LineWidth { get => LineStyle.Width; set => LineStyle.Width = value; }

    public LinePattern LinePattern { get => LineStyle.Pattern; set => LineStyle.Pattern = value; }

    public Color LineColor { get => LineStyle.Color; set => LineStyle.Color = value; }

    public override LabelStyle LabelStyle { get; set; } = new() { ForeColor = Colors.White, FontSize = 14, Bold = true, Padding = 5 };

    public string Text { get => LabelText; set => LabelText = value; }

    public string LegendText { get; set; } = string.Empty;

    public Alignment? ManualLabelAlignment { get; set; }

    public bool LabelOppositeAxis { get; set; }

    public bool ExcludeFromLegend { get; set; }

    public bool EnableAutoscale { get; set; } = true;

    /// <summary>Of the line and behind its label.</summary>
    public Color Color
    {
        get => LineStyle.Color;
        set
        {
            LineStyle.Color = value;
            LabelStyle.BackgroundColor = value;
        }
    }

    public double Position { get; set; }

    public IEnumerable<LegendItem> LegendItems =>
        LegendItem.Single(this, ExcludeFromLegend ? string.Empty : LegendText, LineStyle, MarkerStyle.None);

    public abstract AxisLimits GetAxisLimits();

    public abstract void Render(RenderPack rp);

    public abstract void RenderLast(RenderPack rp);

    private protected bool HasLabel => LabelStyle.IsVisible && !string.IsNullOrEmpty(LabelStyle.Text);

    /// <summary>The ends of the line along the axis that it runs along, as far as it is to be seen.</summary>
    private protected (double From, double To) Ends(IAxis along, double minimum, double maximum)
    {
        CoordinateRange shown = along.GetRange();
        return (Math.Max(minimum, shown.Min), Math.Min(maximum, shown.Max));
    }

    private protected void RenderLabel(RenderPack rp, Pixel at, Alignment alignment)
    {
        LabelStyle.Alignment = ManualLabelAlignment ?? alignment;
        LabelStyle.Render(rp.Canvas, at);
    }
}
