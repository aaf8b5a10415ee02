namespace ScottPlot.Plottables;

public class BarPlot(List<Bar> bars) : PlottableBase, IHasLegendText, IRenderLast
{
    public List<Bar> Bars { get; } = bars;

    public string LegendText { get; set; } = string.Empty;

    public bool LabelsOnTop { set => Bars.ForEach(bar => bar.LabelOnTop = value); }

    public LabelStyle ValueLabelStyle { get; set; } = new() { Alignment = Alignment.LowerCenter };

    public Color Color { set => Bars.ForEach(bar => bar.FillColor = value); }

    public bool Horizontal { set => Bars.ForEach(bar => bar.Orientation = value ? Orientation.Horizontal : Orientation.Vertical); }

    public override IEnumerable<LegendItem> LegendItems => Bars.Count == 0
        ? LegendItem.None
        : [new LegendItem { Plottable = this, LabelText = LegendText, FillColor = Bars[0].FillColor }];

    public override AxisLimits GetAxisLimits()
    {
        ExpandingAxisLimits limits = new();
        Bars.ForEach(bar => limits.Expand(bar.AxisLimits));
        return limits.AxisLimits;
    }

    public override void Render(RenderPack rp)
    {
        foreach (Bar bar in Bars.Where(bar => bar.IsVisible))
        {
            bar.RenderBody(rp, Axes);
            RenderLabel(rp, bar, onTop: false);
        }
    }

    public virtual void RenderLast(RenderPack rp)
    {
        foreach (Bar bar in Bars.Where(bar => bar.IsVisible))
        {
            RenderLabel(rp, bar, onTop: true);
        }
    }

    private void RenderLabel(RenderPack rp, Bar bar, bool onTop)
    {
        if (bar.LabelOnTop == onTop)
        {
            ValueLabelStyle.Text = bar.Label;
            bar.RenderText(rp, Axes, ValueLabelStyle);
        }
    }
}
