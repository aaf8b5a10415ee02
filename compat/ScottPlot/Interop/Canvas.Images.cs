namespace ScottPlot.Interop;

/// <summary>Images.</summary>
internal sealed partial class Canvas
{
    // So many pixels of the file for one of the picture keep the edges of cells sharp in viewers that smooth.
    private const double Oversampling = 3;
    private const int LargestEdge = 4000;

    /// <summary>The whole surface, stretched to the rectangle.</summary>
    internal void DrawImage(SurfaceHandle image, int width, int height, PixelRect target, bool smooth)
    {
        if (!target.HasArea || !IsFinite(target))
        {
            return;
        }

        (double left, double top, double right, double bottom) = Snapped(target);
        if (!_isVector || smooth)
        {
            Paint(image, width, height, (left, top, right, bottom), smooth);
            return;
        }

        // Vector files do not say that an image is to be enlarged without smoothing: it goes in enlarged.
        (int factorX, int factorY) = (Enlargement(width, right - left), Enlargement(height, bottom - top));
        using SurfaceHandle large = CairoNative.cairo_image_surface_create(CairoNative.FormatArgb32, width * factorX, height * factorY);
        CairoStatus.Check(CairoNative.cairo_surface_status(large), "Enlarging an image");
        using (Canvas enlarger = new(large, snaps: false))
        {
            enlarger.Paint(image, width, height, (0, 0, width * factorX, height * factorY), smooth: false);
        }

        Paint(large, width * factorX, height * factorY, (left, top, right, bottom), smooth: false);
    }

    private static int Enlargement(int pixels, double length) =>
        Math.Max(1, Math.Min((int)Math.Ceiling(Oversampling * length / pixels), LargestEdge / pixels));

    private void Paint(SurfaceHandle image, int width, int height, (double Left, double Top, double Right, double Bottom) target, bool smooth)
    {
        double targetWidth = target.Right - target.Left;
        double targetHeight = target.Bottom - target.Top;
        CairoNative.cairo_save(_context);
        CairoNative.cairo_new_path(_context);
        CairoNative.cairo_rectangle(_context, target.Left, target.Top, targetWidth, targetHeight);
        CairoNative.cairo_clip(_context);
        CairoNative.cairo_translate(_context, target.Left, target.Top);
        CairoNative.cairo_scale(_context, targetWidth / width, targetHeight / height);
        CairoNative.cairo_set_source_surface(_context, image, 0, 0);
        nint pattern = CairoNative.cairo_get_source(_context);
        CairoNative.cairo_pattern_set_filter(pattern, smooth ? CairoNative.FilterGood : CairoNative.FilterNearest);
        CairoNative.cairo_pattern_set_extend(pattern, CairoNative.ExtendPad);
        CairoNative.cairo_paint(_context);
        CairoNative.cairo_restore(_context);
    }
}
