namespace ScottPlot.Interop;

/// <summary>A cairo context: what everything is drawn on. Not thread-safe.</summary>
internal sealed partial class Canvas : IDisposable
{
    private readonly ContextHandle _context;
    private readonly bool _snaps;
    private readonly bool _isVector;
    private int _depth;

    /// <param name="surface">Stays the caller's.</param>
    /// <param name="snaps">Whether straight lines and rectangles move to whole pixels, up to half a pixel away.</param>
    /// <param name="isVector">Whether what is drawn is kept as shapes, and images as they are.</param>
    internal Canvas(SurfaceHandle surface, bool snaps, bool isVector = false)
    {
        _context = CairoNative.cairo_create(surface);
        _snaps = snaps;
        _isVector = isVector;
        Check("Starting to draw");
        using FontOptionsHandle options = CairoNative.cairo_font_options_create();
        // Text is as wide at every scale and on every surface; layouts then agree between 1x, 2x, SVG and PDF.
        CairoNative.cairo_font_options_set_hint_metrics(options, CairoNative.HintMetricsOff);
        CairoNative.cairo_font_options_set_hint_style(options, CairoNative.HintStyleNone);
        CairoNative.cairo_set_font_options(_context, options);
    }

    internal void Save()
    {
        CairoNative.cairo_save(_context);
        _depth++;
    }

    internal void Restore()
    {
        if (_depth == 0)
        {
            throw new InvalidOperationException("Restore was called more often than Save.");
        }

        CairoNative.cairo_restore(_context);
        _depth--;
    }

    internal void Translate(double x, double y) => CairoNative.cairo_translate(_context, x, y);

    internal void Scale(double factor) => CairoNative.cairo_scale(_context, factor, factor);

    internal void RotateDegrees(double degrees) => CairoNative.cairo_rotate(_context, degrees * Math.PI / 180);

    internal void Clip(PixelRect rect)
    {
        (double left, double top, double right, double bottom) = Snapped(rect);
        CairoNative.cairo_new_path(_context);
        CairoNative.cairo_rectangle(_context, left, top, right - left, bottom - top);
        CairoNative.cairo_clip(_context);
    }

    internal void Check(string what) => CairoStatus.Check(CairoNative.cairo_status(_context), what);

    public void Dispose() => _context.Dispose();

    private void SetColor(Color color) =>
        CairoNative.cairo_set_source_rgba(_context, color.Red / 255.0, color.Green / 255.0, color.Blue / 255.0, color.Alpha / 255.0);

    private void SetAntialias(bool enable) =>
        CairoNative.cairo_set_antialias(_context, enable ? CairoNative.AntialiasDefault : CairoNative.AntialiasNone);

    /// <summary>How many device pixels a unit has.</summary>
    private double DeviceScale()
    {
        (double x0, double y0) = ToDevice(0, 0);
        (double x1, double y1) = ToDevice(1, 0);
        return Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
    }

    private (double X, double Y) ToDevice(double x, double y)
    {
        CairoNative.cairo_user_to_device(_context, ref x, ref y);
        return (x, y);
    }

    private (double X, double Y) ToUser(double x, double y)
    {
        CairoNative.cairo_device_to_user(_context, ref x, ref y);
        return (x, y);
    }

    /// <summary>The rectangle with its edges on whole device pixels; one that is thinner than a pixel stays.</summary>
    private (double Left, double Top, double Right, double Bottom) Snapped(PixelRect rect)
    {
        if (!_snaps)
        {
            return (rect.Left, rect.Top, rect.Right, rect.Bottom);
        }

        (double left, double top) = ToDevice(rect.Left, rect.Top);
        (double right, double bottom) = ToDevice(rect.Right, rect.Bottom);
        if (right - left >= 1)
        {
            (left, right) = (Math.Round(left), Math.Round(right));
        }

        if (bottom - top >= 1)
        {
            (top, bottom) = (Math.Round(top), Math.Round(bottom));
        }

        (left, top) = ToUser(left, top);
        (right, bottom) = ToUser(right, bottom);
        return (left, top, right, bottom);
    }
}
