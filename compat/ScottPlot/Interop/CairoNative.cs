using System.Runtime.InteropServices;

namespace ScottPlot.Interop;

/// <summary>The functions of libcairo that are used, by their own names. Surfaces and streams.</summary>
internal static unsafe partial class CairoNative
{
    internal const int FormatArgb32 = 0;
    internal const int SvgUnitPixel = 3;

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial nint cairo_status_to_string(int status);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial SurfaceHandle cairo_image_surface_create(int format, int width, int height);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial SurfaceHandle cairo_image_surface_create_from_png_stream(
        delegate* unmanaged<nint, byte*, uint, int> read, nint closure);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial SurfaceHandle cairo_svg_surface_create_for_stream(
        delegate* unmanaged<nint, byte*, uint, int> write, nint closure, double width, double height);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_svg_surface_set_document_unit(SurfaceHandle surface, int unit);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial SurfaceHandle cairo_pdf_surface_create_for_stream(
        delegate* unmanaged<nint, byte*, uint, int> write, nint closure, double width, double height);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial int cairo_surface_write_to_png_stream(
        SurfaceHandle surface, delegate* unmanaged<nint, byte*, uint, int> write, nint closure);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial byte* cairo_image_surface_get_data(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial int cairo_image_surface_get_stride(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial int cairo_image_surface_get_format(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial int cairo_image_surface_get_width(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial int cairo_image_surface_get_height(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_surface_flush(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_surface_mark_dirty(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_surface_finish(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial int cairo_surface_status(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_surface_destroy(nint surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial ContextHandle cairo_create(SurfaceHandle surface);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_destroy(nint context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial int cairo_status(ContextHandle context);
}
