namespace ScottPlot.Interop;

/// <summary>Lines.</summary>
internal sealed unsafe partial class Canvas
{
    // Stroking is super-linear in the length of a path that crosses itself: long lines go in pieces. Pieces overlap, so that
    // corners are joined and no antialiased end shows.
    private const int LongLine = 1000;
    private const int PointsPerPiece = 8;
    private const double ShortestPiece = 50;
    private const double Overlap = 3;

    internal void DrawLine(PixelLine line, LineStyle style)
    {
        if (!style.CanBeRendered || !IsFinite(line))
        {
            return;
        }

        ApplyLine(style);
        (double x1, double y1, double x2, double y2) = (line.X1, line.Y1, line.X2, line.Y2);
        if (_snaps && !style.AntiAlias && (line.X1 == line.X2 || line.Y1 == line.Y2))
        {
            (x1, y1, x2, y2) = SnapLine(line, style);
            // The line now covers whole pixels, which vector viewers too show sharply when it is antialiased.
            SetAntialias(true);
        }

        CairoNative.cairo_new_path(_context);
        CairoNative.cairo_move_to(_context, x1, y1);
        CairoNative.cairo_line_to(_context, x2, y2);
        CairoNative.cairo_stroke(_context);
    }

    /// <summary>One line through the points; it is interrupted where a point is not finite.</summary>
    internal void DrawPolyline(ReadOnlySpan<Pixel> points, LineStyle style, bool close = false)
    {
        if (!style.CanBeRendered || points.Length < 2)
        {
            return;
        }

        // A dashed line stays whole, because its pattern would start anew with every piece. Pieces of a translucent one would
        // show where they meet: it is drawn opaque, then laid on as one.
        bool inPieces = points.Length > LongLine && style.Pattern.IsSolid && !close;
        bool grouped = inPieces && style.Color.Alpha < 255;
        if (grouped)
        {
            CairoNative.cairo_push_group(_context);
        }

        ApplyLine(style);
        if (grouped)
        {
            SetColor(style.Color.WithOpacity(1));
        }

        StrokeRuns(points, inPieces, close);
        if (grouped)
        {
            CairoNative.cairo_pop_group_to_source(_context);
            CairoNative.cairo_paint_with_alpha(_context, style.Color.Opacity);
        }
    }

    internal void DrawRectangle(PixelRect rect, LineStyle style)
    {
        if (!style.CanBeRendered || !IsFinite(rect))
        {
            return;
        }

        ApplyLine(style);
        (double left, double top, double right, double bottom) = Snapped(rect);
        // An odd width is sharp when its middle lies in the middle of pixels.
        double scale = DeviceScale();
        double shift = _snaps && Math.Round(LineWidth(style) * scale) % 2 == 1 ? 0.5 / scale : 0;
        CairoNative.cairo_new_path(_context);
        CairoNative.cairo_rectangle(_context, left + shift, top + shift, right - left, bottom - top);
        CairoNative.cairo_stroke(_context);
    }

    internal void DrawEllipse(Pixel center, double radiusX, double radiusY, LineStyle style)
    {
        if (!style.CanBeRendered || !IsFinite(center))
        {
            return;
        }

        EllipsePath(center, radiusX, radiusY);
        ApplyLine(style);
        CairoNative.cairo_stroke(_context);
    }

    private void StrokeRuns(ReadOnlySpan<Pixel> points, bool inPieces, bool close)
    {
        CairoNative.cairo_new_path(_context);
        int first = -1;
        double length = 0;
        for (int i = 0; i < points.Length; i++)
        {
            if (!IsFinite(points[i]))
            {
                first = -1;
                continue;
            }

            if (first < 0)
            {
                (first, length) = (i, 0);
                CairoNative.cairo_move_to(_context, points[i].X, points[i].Y);
                continue;
            }

            length += points[i].DistanceFrom(points[i - 1]);
            CairoNative.cairo_line_to(_context, points[i].X, points[i].Y);
            if (inPieces && i - first >= PointsPerPiece && length > ShortestPiece && i + 1 < points.Length)
            {
                CairoNative.cairo_stroke(_context);
                (first, length) = BeginAgain(points, i);
            }
        }

        if (close)
        {
            CairoNative.cairo_close_path(_context);
        }

        CairoNative.cairo_stroke(_context);
    }

    /// <summary>Draws the end of the piece before once more: where it begins, and its length.</summary>
    private (int First, double Length) BeginAgain(ReadOnlySpan<Pixel> points, int end)
    {
        int first = end;
        double length = 0;
        while (length < Overlap)
        {
            length += points[first].DistanceFrom(points[first - 1]);
            first--;
        }

        for (int i = first; i <= end; i++)
        {
            if (i == first)
            {
                CairoNative.cairo_move_to(_context, points[i].X, points[i].Y);
            }
            else
            {
                CairoNative.cairo_line_to(_context, points[i].X, points[i].Y);
            }
        }

        return (first, length);
    }

    private void ApplyLine(LineStyle style)
    {
        SetColor(style.Color);
        SetAntialias(style.AntiAlias);
        CairoNative.cairo_set_line_width(_context, LineWidth(style));
        CairoNative.cairo_set_line_cap(_context, style.Rounded ? CairoNative.LineCapRound : CairoNative.LineCapButt);
        CairoNative.cairo_set_line_join(_context, style.Rounded ? CairoNative.LineJoinRound : CairoNative.LineJoinMiter);
        CairoNative.cairo_set_miter_limit(_context, style.StrokeMiter);
        float[] intervals = style.Pattern.Intervals ?? [];
        double* lengths = stackalloc double[intervals.Length];
        for (int i = 0; i < intervals.Length; i++)
        {
            lengths[i] = intervals[i];
        }

        CairoNative.cairo_set_dash(_context, lengths, intervals.Length, style.Pattern.Phase);
    }

    private double LineWidth(LineStyle style) => style.Hairline ? 1 / DeviceScale() : style.Width;

    private (double X1, double Y1, double X2, double Y2) SnapLine(PixelLine line, LineStyle style)
    {
        double scale = DeviceScale();
        double width = Math.Max(1, Math.Round(LineWidth(style) * scale));
        CairoNative.cairo_set_line_width(_context, width / scale);
        (double x1, double y1) = ToDevice(line.X1, line.Y1);
        (double x2, double y2) = ToDevice(line.X2, line.Y2);
        if (line.X1 == line.X2)
        {
            x1 = x2 = OnPixels(x1, width);
            (y1, y2) = (Math.Round(y1), Math.Round(y2));
        }
        else
        {
            y1 = y2 = OnPixels(y1, width);
            (x1, x2) = (Math.Round(x1), Math.Round(x2));
        }

        (x1, y1) = ToUser(x1, y1);
        (x2, y2) = ToUser(x2, y2);
        return (x1, y1, x2, y2);
    }

    // The tiny step keeps a value that should be whole from falling a pixel lower by rounding.
    private static double OnPixels(double middle, double width) =>
        width % 2 == 1 ? Math.Floor(middle + 1e-3) + 0.5 : Math.Round(middle);

    private static bool IsFinite(Pixel pixel) => float.IsFinite(pixel.X) && float.IsFinite(pixel.Y);

    private static bool IsFinite(PixelLine line) => IsFinite(line.Pixel1) && IsFinite(line.Pixel2);

    private static bool IsFinite(PixelRect rect) => IsFinite(rect.TopLeft) && IsFinite(rect.BottomRight);
}
