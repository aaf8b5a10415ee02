using System.Runtime.InteropServices;

namespace ScottPlot.Interop;

/// <summary>Fonts and text.</summary>
internal static unsafe partial class CairoNative
{
    internal const int HintStyleNone = 1;
    internal const int HintMetricsOff = 1;

    [LibraryImport(CairoLoader.LibraryName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void cairo_select_font_face(ContextHandle context, string family, int slant, int weight);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_font_size(ContextHandle context, double size);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_font_extents(ContextHandle context, out FontExtents extents);

    [LibraryImport(CairoLoader.LibraryName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void cairo_text_extents(ContextHandle context, string text, out TextExtents extents);

    [LibraryImport(CairoLoader.LibraryName, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void cairo_show_text(ContextHandle context, string text);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial FontOptionsHandle cairo_font_options_create();

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_font_options_destroy(nint options);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_font_options_set_hint_style(FontOptionsHandle options, int style);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_font_options_set_hint_metrics(FontOptionsHandle options, int metrics);

    [LibraryImport(CairoLoader.LibraryName)]
    internal static partial void cairo_set_font_options(ContextHandle context, FontOptionsHandle options);
}
