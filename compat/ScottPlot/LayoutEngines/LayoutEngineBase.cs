using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;

namespace ScottPlot.LayoutEngines;

public abstract class LayoutEngineBase
{
    private protected static void RegenerateTicks(IPanel[] panels, PixelSize size, Paint paint)
    {
        foreach (IAxis axis in panels.OfType<IAxis>())
        {
            axis.RegenerateTicks(axis.IsHorizontal() ? size.Width : size.Height, paint);
        }
    }

    private protected static Dictionary<IPanel, float> Measure(IPanel[] panels, Paint paint) => panels.ToDictionary(
        panel => panel,
        panel => panel.MinimumSize == panel.MaximumSize
            ? panel.MinimumSize
            : Math.Clamp(panel.Measure(paint), panel.MinimumSize, panel.MaximumSize));

    /// <summary>How far each panel is from the data: panels of one edge stand one behind the other.</summary>
    private protected static Dictionary<IPanel, float> Offsets(IPanel[] panels, Dictionary<IPanel, float> sizes)
    {
        Dictionary<IPanel, float> offsets = [];
        foreach (IGrouping<Edge, IPanel> group in panels.GroupBy(panel => panel.Edge))
        {
            float offset = 0;
            foreach (IPanel panel in group)
            {
                offsets[panel] = offset;
                offset += sizes[panel];
            }
        }

        return offsets;
    }

    private protected static PixelPadding Needed(Dictionary<IPanel, float> sizes)
    {
        float Sum(Edge edge) => sizes.Where(pair => pair.Key.Edge == edge).Sum(pair => pair.Value);
        return new PixelPadding(Sum(Edge.Left), Sum(Edge.Right), Sum(Edge.Bottom), Sum(Edge.Top));
    }

    /// <summary>How far tick labels at the ends of the axes reach beyond the figure.</summary>
    private protected static PixelPadding Overflow(IPanel[] panels, PixelRect figure, PixelRect data, Paint paint)
    {
        PixelPadding overflow = PixelPadding.Zero;
        foreach (AxisBase axis in panels.OfType<AxisBase>().Where(axis => axis.IsVisible && axis.Range.HasBeenSet && axis.TickLabelStyle.Rotation == 0))
        {
            foreach (Tick tick in axis.LabelledTicks())
            {
                PixelSize label = axis.TickLabelStyle.Measure(TickText.Shown(tick.Label), paint).Size;
                float at = ((IAxis)axis).GetPixel(tick.Position, data);
                if (axis.Edge.IsHorizontal())
                {
                    overflow.Left = Math.Max(overflow.Left, figure.Left - (at - (label.Width / 2)));
                    overflow.Right = Math.Max(overflow.Right, at + (label.Width / 2) - figure.Right);
                }
                else
                {
                    overflow.Top = Math.Max(overflow.Top, figure.Top - (at - (label.Height / 2)));
                    overflow.Bottom = Math.Max(overflow.Bottom, at + (label.Height / 2) - figure.Bottom);
                }
            }
        }

        return overflow;
    }
}
