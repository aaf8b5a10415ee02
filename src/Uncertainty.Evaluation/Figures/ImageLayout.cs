using ScottPlot;
using ScottPlot.LayoutEngines;
using ScottPlot.Panels;

namespace Uncertainty.Evaluation;

/// <summary>
/// Lays out pictures of one size in rows and columns, as large as the figure allows, with captions below them. Coordinates are pixels of the
/// layout, from the lower left. Captions get smaller, and in the end shorter, where there is no room for them.
/// </summary>
internal sealed class ImageLayout(int height, int width, IReadOnlyList<ImageCell> cells) : ILayoutEngine
{
    private const double Gap = 6;
    private const double Margin = 8;
    private const double CaptionGap = 3;
    private const float LargestText = 12;
    private const float SmallestText = 8;
    private const double FrameDistance = 1.5;

    private readonly Automatic _automatic = new();
    private readonly int _rows = cells.Max(cell => cell.Row) + 1;
    private readonly int _columns = cells.Max(cell => cell.Column) + 1;

    /// <summary>A legend below the pictures, which takes as many rows as it needs.</summary>
    public LegendPanel? Legend { get; init; }

    /// <summary>Whether all pixels of a picture are to be of one size, which may leave room unused.</summary>
    public bool IsEven { get; init; } = true;

    /// <summary>Gives a figure this layout instead of axes.</summary>
    public static void Apply(Plot plot, ImageLayout layout)
    {
        plot.HideAxesAndGrid();
        plot.Title(true);
        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.Layout.LayoutEngine = layout;
    }

    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
    {
        PixelRect room = Room(figureRect, plot, paint);
        double wide = Math.Max(1, room.Width - (2 * Margin));
        double high = Math.Max(1, room.Height - (2 * Margin));
        PixelGrid pixels = new(plot.ScaleFactor);

        double most = Math.Max(1, pixels.Down(wide / _columns) - Gap);
        PixelSize captions = FitCaptions(most, paint);
        double below = captions.Height > 0 ? pixels.Up(captions.Height + CaptionGap) : 0;
        double largest = Math.Max(1e-3, Math.Min(most / width, ((high / _rows) - Gap - below) / height));
        double enlargement = IsEven ? pixels.Even(largest) : largest;
        PixelSize picture = new(width * enlargement, height * enlargement);
        double across = pixels.Up(Math.Max(picture.Width, Math.Min(captions.Width, most))) + Gap;
        double down = pixels.Up(picture.Height) + below + Gap;
        double top = _rows * down;
        foreach (ImageCell cell in cells)
        {
            double x = (cell.Column * across) + pixels.Down((across - picture.Width) / 2);
            double y = top - (cell.Row * down) - (Gap / 2);
            Put(cell, new CoordinateRect(x, x + picture.Width, y - picture.Height, y), across - Gap, paint);
        }

        // A legend is as wide as the data area, so that it has that of the figure.
        double inner = Legend is null ? _columns * across : Math.Max(wide, _columns * across);
        double left = ((_columns * across) - inner) / 2;
        plot.Axes.SetLimits(left, left + inner, 0, top);
        PixelSize size = new(inner, top);
        Pixel corner = new(
            pixels.Down(room.Left + Margin + ((wide - inner) / 2)), pixels.Down(room.Top + Margin + ((high - top) / 2)));
        Layout automatic = _automatic.GetLayout(figureRect, plot, paint);
        return new Layout(figureRect, new PixelRect(corner, size), automatic.PanelSizes, automatic.PanelOffsets);
    }

    private PixelRect Room(PixelRect figureRect, Plot plot, Paint paint)
    {
        PixelRect room = _automatic.GetLayout(figureRect, plot, paint).DataRect;
        if (Legend is null)
        {
            return room;
        }

        LegendRoom.Fit(Legend, new PixelSize(Math.Max(1, room.Width - (2 * Margin)), room.Height), paint);
        return _automatic.GetLayout(figureRect, plot, paint).DataRect;
    }

    /// <summary>The largest text with which all captions fit; what it takes at most.</summary>
    private PixelSize FitCaptions(double most, Paint paint)
    {
        PixelSize size = PixelSize.Zero;
        for (float text = LargestText; text >= SmallestText; text--)
        {
            size = PixelSize.Zero;
            foreach (ImageCell cell in cells.Where(cell => cell.Caption is not null))
            {
                cell.Caption!.LabelFontSize = text;
                size = size.Max(cell.Caption.LabelStyle.Measure(cell.Words, paint).Size);
            }

            if (size.Width <= most)
            {
                break;
            }
        }

        return size;
    }

    private static void Put(ImageCell cell, CoordinateRect rect, double captionWidth, Paint paint)
    {
        cell.Place(rect);
        if (cell.Frame is { } frame)
        {
            frame.CoordinateRect = new CoordinateRect(
                rect.Left - FrameDistance, rect.Right + FrameDistance, rect.Bottom - FrameDistance, rect.Top + FrameDistance);
        }

        if (cell.Caption is { } caption)
        {
            caption.Location = new Coordinates(rect.HorizontalCenter, rect.Bottom - CaptionGap);
            caption.LabelText = string.Join('\n', cell.Words.Split('\n').Select(line => Shortened(line, caption.LabelStyle, captionWidth, paint)));
        }
    }

    private static string Shortened(string line, LabelStyle style, double width, Paint paint)
    {
        string shown = line;
        for (int length = line.Length - 1; length > 0 && style.Measure(shown, paint).Width > width; length--)
        {
            shown = line[..length].TrimEnd() + "…";
        }

        return shown;
    }
}
