using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Owns one native TorchScript module: freed once, at disposal or by the finalizer.</summary>
internal sealed class ScriptHandle : SafeHandle
{
    internal ScriptHandle(nint handle)
        : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.ts_script_free(handle) == 0;
}
