using ScottPlot.Interop;

namespace ScottPlot;

/// <summary>What text is measured with.</summary>
public class Paint : IDisposable
{
    private readonly SurfaceHandle _surface;

    private Paint()
    {
        _surface = CairoNative.cairo_image_surface_create(CairoNative.FormatArgb32, 1, 1);
        CairoStatus.Check(CairoNative.cairo_surface_status(_surface), "Making a surface to measure text on");
        Canvas = new Canvas(_surface, snaps: false);
    }

    internal Canvas Canvas { get; }

    public static Paint NewDisposablePaint() => new();

    public void Dispose()
    {
        Canvas.Dispose();
        _surface.Dispose();
        GC.SuppressFinalize(this);
    }
}
