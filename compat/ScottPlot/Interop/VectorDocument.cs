using System.Text;

namespace ScottPlot.Interop;

/// <summary>An SVG or PDF of one page, made in memory.</summary>
internal static class VectorDocument
{
    internal static string Svg(int width, int height, Action<Canvas> draw)
    {
        byte[] bytes = Make(width, height, isSvg: true, draw);
        return Encoding.UTF8.GetString(bytes);
    }

    internal static byte[] Pdf(int width, int height, Action<Canvas> draw) => Make(width, height, isSvg: false, draw);

    private static unsafe byte[] Make(int width, int height, bool isSvg, Action<Canvas> draw)
    {
        using MemoryStream stream = new();
        using StreamBridge bridge = new(stream);
        using SurfaceHandle surface = isSvg
            ? CairoNative.cairo_svg_surface_create_for_stream(StreamBridge.Writer, bridge.Closure, width, height)
            : CairoNative.cairo_pdf_surface_create_for_stream(StreamBridge.Writer, bridge.Closure, width, height);
        CairoStatus.Check(CairoNative.cairo_surface_status(surface), "Making the document");
        if (isSvg)
        {
            CairoNative.cairo_svg_surface_set_document_unit(surface, CairoNative.SvgUnitPixel);
        }

        using (Canvas canvas = new(surface, snaps: isSvg, isVector: true))
        {
            draw(canvas);
            canvas.Check("Drawing");
        }

        CairoNative.cairo_surface_finish(surface);
        bridge.ThrowIfFailed();
        CairoStatus.Check(CairoNative.cairo_surface_status(surface), "Finishing the document");
        return stream.ToArray();
    }
}
