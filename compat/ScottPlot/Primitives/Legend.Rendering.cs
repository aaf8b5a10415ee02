using ScottPlot.Interop;

namespace ScottPlot;

/// <summary>Items, their places, and drawing.</summary>
public partial class Legend
{
    public virtual LegendItem[] GetItems()
    {
        IEnumerable<LegendItem> ofSeries = DisplayPlottableLegendItems
            ? Plot.PlottableList
                .Where(plottable => plottable.IsVisible || ShowItemsFromHiddenPlottables)
                .SelectMany(plottable => plottable.LegendItems)
                .Where(item => !string.IsNullOrEmpty(item.LabelText))
            : [];
        IEnumerable<LegendItem> first = ManualItems.Where(item => item.Index is not null).OrderBy(item => item.Index);
        IEnumerable<LegendItem> last = ManualItems.Where(item => item.Index is null);
        LegendItem[] items = [.. first.Concat(ofSeries).Concat(last).Where(item => item.IsVisible)];
        foreach (LegendItem item in items)
        {
            item.LabelFontSize = FontSize ?? item.LabelFontSize;
            item.LabelFontName = FontName ?? item.LabelFontName;
            item.LabelFontColor = FontColor ?? item.LabelFontColor;
        }

        return items;
    }

    public LegendLayout GetLayout(PixelSize size, Paint paint)
    {
        LegendItem[] items = GetItems();
        return items.Length == 0 ? LegendLayout.NoLegend : Layout.GetLayout(this, items, size, paint);
    }

    public virtual void Render(RenderPack rp)
    {
        if (IsVisible)
        {
            Render(rp, rp.DataRect.Contract(Margin), Alignment);
        }
    }

    internal void Render(RenderPack rp, PixelRect room, Alignment alignment)
    {
        LegendLayout tight = GetLayout(room.Size, rp.Paint);
        if (tight.LegendItems.Length == 0)
        {
            return;
        }

        PixelRect place = tight.LegendRect.AlignedInside(room, alignment);
        LegendLayout layout = tight.MovedBy(new PixelOffset(place.Left, place.Top));
        LastRenderSize = place.Size;
        Canvas canvas = rp.Canvas;
        canvas.FillRectangle(layout.LegendRect.WithOffset(ShadowOffset), ShadowFillStyle);
        canvas.FillRectangle(layout.LegendRect, BackgroundFillStyle);
        canvas.DrawRectangle(layout.LegendRect, OutlineStyle);
        canvas.Save();
        canvas.Clip(layout.LegendRect);
        for (int i = 0; i < layout.LegendItems.Length; i++)
        {
            RenderItem(canvas, layout.LegendItems[i], layout.LabelRects[i], layout.SymbolRects[i]);
        }

        canvas.Restore();
    }

    private static void RenderItem(Canvas canvas, LegendItem item, PixelRect label, PixelRect symbol)
    {
        PixelRect fill = symbol.Contract(0, symbol.Height * .2f);
        item.LabelStyle.Render(canvas, label.LeftCenter);
        canvas.FillRectangle(fill, item.FillStyle);
        canvas.DrawLine(new PixelLine(symbol.LeftCenter, symbol.RightCenter), Shortened(item.LineStyle, symbol.Width));
        canvas.DrawRectangle(fill, item.OutlineStyle);
        MarkerDrawing.Draw(canvas, [symbol.Center], item.MarkerStyle);
    }

    /// <summary>The style with a pattern that shows at least dash, gap and dash on so short a line.</summary>
    private static LineStyle Shortened(LineStyle style, float length)
    {
        LineStyle shortened = style.Clone();
        float shown = style.Pattern.IsSolid ? 0 : style.Pattern.Intervals.Sum() + style.Pattern.Intervals[0];
        if (shown > length)
        {
            float[] intervals = [.. style.Pattern.Intervals.Select(interval => interval * length / shown)];
            shortened.Pattern = new LinePattern(intervals, 0, style.Pattern.Name);
        }

        return shortened;
    }
}
