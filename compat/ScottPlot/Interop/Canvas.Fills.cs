namespace ScottPlot.Interop;

/// <summary>Filled shapes and text.</summary>
internal sealed partial class Canvas
{
    internal void Fill(Color color)
    {
        SetColor(color);
        CairoNative.cairo_paint(_context);
    }

    internal void FillRectangle(PixelRect rect, FillStyle style)
    {
        if (!style.CanBeRendered || !IsFinite(rect))
        {
            return;
        }

        (double left, double top, double right, double bottom) = Snapped(rect);
        SetColor(style.Color);
        SetAntialias(style.AntiAlias);
        CairoNative.cairo_new_path(_context);
        CairoNative.cairo_rectangle(_context, left, top, right - left, bottom - top);
        CairoNative.cairo_fill(_context);
    }

    internal void FillRoundRectangle(PixelRect rect, double radiusX, double radiusY, Color color, bool antiAlias)
    {
        if (color.Alpha == 0 || !IsFinite(rect))
        {
            return;
        }

        RoundPath(rect, radiusX, radiusY);
        SetColor(color);
        SetAntialias(antiAlias);
        CairoNative.cairo_fill(_context);
    }

    internal void DrawRoundRectangle(PixelRect rect, double radiusX, double radiusY, LineStyle style)
    {
        if (radiusX <= 0 || radiusY <= 0)
        {
            DrawRectangle(rect, style);
            return;
        }

        if (!style.CanBeRendered || !IsFinite(rect))
        {
            return;
        }

        RoundPath(rect, radiusX, radiusY);
        ApplyLine(style);
        CairoNative.cairo_stroke(_context);
    }

    /// <summary>Nothing is drawn when a corner is not finite.</summary>
    internal void FillPolygon(ReadOnlySpan<Pixel> points, FillStyle style)
    {
        if (!style.CanBeRendered || points.Length == 0)
        {
            return;
        }

        CairoNative.cairo_new_path(_context);
        foreach (Pixel point in points)
        {
            if (!IsFinite(point))
            {
                CairoNative.cairo_new_path(_context);
                return;
            }

            CairoNative.cairo_line_to(_context, point.X, point.Y);
        }

        CairoNative.cairo_close_path(_context);
        SetColor(style.Color);
        SetAntialias(style.AntiAlias);
        CairoNative.cairo_fill(_context);
    }

    internal void FillEllipse(Pixel center, double radiusX, double radiusY, FillStyle style)
    {
        if (!style.CanBeRendered || !IsFinite(center))
        {
            return;
        }

        EllipsePath(center, radiusX, radiusY);
        SetColor(style.Color);
        SetAntialias(style.AntiAlias);
        CairoNative.cairo_fill(_context);
    }

    internal void SetFont(string family, double size, bool bold, bool italic)
    {
        CairoNative.cairo_select_font_face(_context, family, italic ? 1 : 0, bold ? 1 : 0);
        CairoNative.cairo_set_font_size(_context, size);
    }

    internal FontExtents MeasureFont()
    {
        CairoNative.cairo_font_extents(_context, out FontExtents extents);
        return extents;
    }

    internal double MeasureAdvance(string text)
    {
        CairoNative.cairo_text_extents(_context, text, out TextExtents extents);
        return extents.XAdvance;
    }

    /// <param name="text">One line.</param>
    /// <param name="x">Where it begins.</param>
    /// <param name="baseline">What it stands on.</param>
    /// <param name="color">Of the letters.</param>
    internal void DrawText(string text, double x, double baseline, Color color)
    {
        if (color.Alpha == 0)
        {
            return;
        }

        SetColor(color);
        SetAntialias(true);
        CairoNative.cairo_new_path(_context);
        CairoNative.cairo_move_to(_context, x, baseline);
        CairoNative.cairo_show_text(_context, text);
        CairoNative.cairo_new_path(_context);
    }

    private void RoundPath(PixelRect rect, double radiusX, double radiusY)
    {
        (double left, double top, double right, double bottom) = Snapped(rect);
        CairoNative.cairo_new_path(_context);
        double radius = Math.Min(Math.Min(radiusX, radiusY), Math.Min(right - left, bottom - top) / 2);
        if (radius <= 0)
        {
            CairoNative.cairo_rectangle(_context, left, top, right - left, bottom - top);
            return;
        }

        CairoNative.cairo_arc(_context, right - radius, top + radius, radius, -Math.PI / 2, 0);
        CairoNative.cairo_arc(_context, right - radius, bottom - radius, radius, 0, Math.PI / 2);
        CairoNative.cairo_arc(_context, left + radius, bottom - radius, radius, Math.PI / 2, Math.PI);
        CairoNative.cairo_arc(_context, left + radius, top + radius, radius, Math.PI, Math.PI * 3 / 2);
        CairoNative.cairo_close_path(_context);
    }

    private void EllipsePath(Pixel center, double radiusX, double radiusY)
    {
        CairoNative.cairo_new_path(_context);
        if (radiusX <= 0 || radiusY <= 0)
        {
            return;
        }

        CairoNative.cairo_save(_context);
        CairoNative.cairo_translate(_context, center.X, center.Y);
        CairoNative.cairo_scale(_context, radiusX, radiusY);
        CairoNative.cairo_arc(_context, 0, 0, 1, 0, 2 * Math.PI);
        CairoNative.cairo_close_path(_context);
        // The path is already in device units: undoing the scale keeps the line as thick everywhere.
        CairoNative.cairo_restore(_context);
    }
}
