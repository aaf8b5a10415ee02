using System.Runtime.InteropServices;

namespace ScottPlot.Interop;

/// <summary>Turns cairo's status into an exception that carries cairo's text for it.</summary>
internal static class CairoStatus
{
    private const int WriteError = 11;

    internal static void Check(int status, string what)
    {
        if (status != 0)
        {
            string text = Marshal.PtrToStringUTF8(CairoNative.cairo_status_to_string(status)) ?? $"status {status}";
            throw status == WriteError ? new IOException($"{what}: cairo: {text}.") : new InvalidOperationException($"{what}: cairo: {text}.");
        }
    }
}
