using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The version of libtorch that the bridge was built with.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.ts_torch_version())!;
}
