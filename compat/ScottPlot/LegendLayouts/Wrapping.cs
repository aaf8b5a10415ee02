namespace ScottPlot.LegendLayouts;

/// <summary>One item after the other; a new row or column begins where the room ends.</summary>
public class Wrapping : ILegendLayout
{
    public LegendLayout GetLayout(Legend legend, LegendItem[] items, PixelSize maxSize, Paint paint)
    {
        PixelSize room = maxSize.Contracted(legend.Padding);
        PixelSize[] labels = [.. items.Select(item => item.LabelStyle.Measure(item.LabelText, paint).Size)];
        float[] symbols = [.. items.Select(item => Math.Max(legend.SymbolWidth, item.MarkerStyle.Size))];
        float widest = symbols.Max() + legend.SymbolPadding + labels.Max(size => size.Width);
        float height = Math.Max(labels.Max(size => size.Height), Math.Max(legend.SymbolHeight, items.Max(item => item.MarkerStyle.Size)));
        PixelRect[] labelRects = new PixelRect[items.Length];
        PixelRect[] symbolRects = new PixelRect[items.Length];
        Pixel next = Pixel.Zero;
        for (int i = 0; i < items.Length; i++)
        {
            float width = legend.TightHorizontalWrapping ? symbols[i] + legend.SymbolPadding + labels[i].Width : widest;
            next = Wrapped(legend, next, width, height, room);
            float right = Math.Min(next.X + width, room.Width);
            float bottom = Math.Min(next.Y + height, room.Height);
            symbolRects[i] = new PixelRect(next.X, next.X + symbols[i], bottom, next.Y);
            labelRects[i] = new PixelRect(next.X + symbols[i] + legend.SymbolPadding, right, bottom, next.Y);
            next = legend.Orientation == Orientation.Horizontal
                ? next.WithOffset(width + legend.InterItemPadding.Right, 0)
                : next.WithOffset(0, height + legend.InterItemPadding.Bottom);
        }

        PixelSize tight = new(
            Math.Min(labelRects.Max(rect => rect.Right), room.Width), Math.Min(labelRects.Max(rect => rect.Bottom), room.Height));
        LegendLayout layout = new()
        {
            LegendItems = items,
            LegendRect = tight.ToPixelRect(),
            LabelRects = labelRects,
            SymbolRects = symbolRects,
        };
        LegendLayout moved = layout.MovedBy(new PixelOffset(legend.Padding.Left, legend.Padding.Top));
        return moved with { LegendRect = tight.Expanded(legend.Padding).ToPixelRect() };
    }

    private static Pixel Wrapped(Legend legend, Pixel next, float width, float height, PixelSize room) => legend.Orientation switch
    {
        Orientation.Horizontal when next.X > 0 && next.X + width > room.Width => new Pixel(0, next.Y + height + legend.InterItemPadding.Bottom),
        Orientation.Vertical when next.Y > 0 && next.Y + height > room.Height => new Pixel(next.X + width + legend.InterItemPadding.Right, 0),
        _ => next,
    };
}
