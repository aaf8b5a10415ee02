using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Turns the bridge's status into an exception that carries libtorch's message.</summary>
internal static class NativeStatus
{
    internal static void Check(int status)
    {
        if (status != 0)
        {
            Throw();
        }
    }

    private static void Throw()
    {
        string message = Marshal.PtrToStringUTF8(NativeMethods.ts_last_error()) ?? string.Empty;
        throw new TorchException(message);
    }
}
