using Microsoft.Win32.SafeHandles;

namespace ScottPlot.Interop;

internal sealed class SurfaceHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public SurfaceHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        CairoNative.cairo_surface_destroy(handle);
        return true;
    }
}
