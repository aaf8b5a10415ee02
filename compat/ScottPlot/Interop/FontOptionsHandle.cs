using Microsoft.Win32.SafeHandles;

namespace ScottPlot.Interop;

internal sealed class FontOptionsHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public FontOptionsHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        CairoNative.cairo_font_options_destroy(handle);
        return true;
    }
}
