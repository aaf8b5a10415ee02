using System.Runtime.InteropServices;

namespace ScottPlot.Interop;

/// <summary>State, paths and painting.</summary>
internal static unsafe partial class CairoNative
{
    internal const int AntialiasDefault = 0;
    internal const int AntialiasNone = 1;
    internal const int FilterGood = 1;
    internal const int FilterNearest = 3;
    internal const int ExtendPad = 3;
    internal const int LineCapButt = 0;
    internal const int LineCapRound = 1;
    internal const int LineJoinMiter = 0;
    internal const int LineJoinRound = 1;

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_save(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_restore(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_translate(ContextHandle context, double x, double y);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_scale(ContextHandle context, double x, double y);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_rotate(ContextHandle context, double radians);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_user_to_device(ContextHandle context, ref double x, ref double y);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_device_to_user(ContextHandle context, ref double x, ref double y);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_new_path(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_close_path(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_move_to(ContextHandle context, double x, double y);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_line_to(ContextHandle context, double x, double y);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_rectangle(ContextHandle context, double x, double y, double width, double height);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_arc(ContextHandle context, double x, double y, double radius, double from, double to);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_clip(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_fill(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_stroke(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_paint(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_source_rgba(ContextHandle context, double red, double green, double blue, double alpha);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_source_surface(ContextHandle context, SurfaceHandle surface, double x, double y);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial nint cairo_get_source(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_pattern_set_filter(nint pattern, int filter);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_pattern_set_extend(nint pattern, int extend);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_antialias(ContextHandle context, int antialias);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_line_width(ContextHandle context, double width);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_line_cap(ContextHandle context, int cap);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_line_join(ContextHandle context, int join);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_miter_limit(ContextHandle context, double limit);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_dash(ContextHandle context, double* lengths, int count, double offset);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_push_group(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_pop_group_to_source(ContextHandle context);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_paint_with_alpha(ContextHandle context, double alpha);
}
