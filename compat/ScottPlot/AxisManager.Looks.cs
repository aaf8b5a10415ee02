using ScottPlot.AxisPanels;

namespace ScottPlot;

/// <summary>How the axes look.</summary>
public partial class AxisManager
{
    /// <summary>Of all labels, ticks and frames, and of the title.</summary>
    public void Color(Color color)
    {
        ForEachAxis(axis => axis.Color(color));
        Title.Label.ForeColor = color;
    }

    public void Color(IAxis axis, Color color)
    {
        (axis as AxisBase)?.Color(color);
        Title.Label.ForeColor = color;
    }

    public void Frame(bool enable) => ForEachAxis(axis => axis.FrameLineStyle.IsVisible = enable);

    public void FrameWidth(float width) => ForEachAxis(axis => axis.FrameLineStyle.Width = width);

    public void FrameColor(Color color) => ForEachAxis(axis => axis.FrameLineStyle.Color = color);

    public void Frameless(bool hideAllPanels = true)
    {
        foreach (IAxis axis in GetAxes())
        {
            axis.IsVisible = !hideAllPanels;
        }

        Title.IsVisible = !hideAllPanels;
    }

    public void AntiAlias(bool enable)
    {
        ForEachAxis(axis =>
        {
            axis.FrameLineStyle.AntiAlias = enable;
            axis.MajorTickStyle.AntiAlias = enable;
            axis.MinorTickStyle.AntiAlias = enable;
        });
        ForEachGridLine(style => style.AntiAlias = enable);
    }

    public void Hairline(bool enable)
    {
        ForEachAxis(axis =>
        {
            axis.FrameLineStyle.Hairline = enable;
            axis.MajorTickStyle.Hairline = enable;
            axis.MinorTickStyle.Hairline = enable;
        });
        ForEachGridLine(style => style.Hairline = enable);
    }

    private void ForEachAxis(Action<AxisBase> change)
    {
        foreach (AxisBase axis in GetAxes().OfType<AxisBase>())
        {
            change(axis);
        }
    }

    private void ForEachGridLine(Action<LineStyle> change)
    {
        change(DefaultGrid.XAxisStyle.MajorLineStyle);
        change(DefaultGrid.XAxisStyle.MinorLineStyle);
        change(DefaultGrid.YAxisStyle.MajorLineStyle);
        change(DefaultGrid.YAxisStyle.MinorLineStyle);
    }
}
