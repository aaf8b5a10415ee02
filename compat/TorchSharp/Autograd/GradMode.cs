using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Switches the recording of gradients on or off for this thread; disposing restores what was before.</summary>
internal sealed class GradMode : IDisposable
{
    private readonly bool _previous;
    private bool _disposed;

    internal GradMode(bool enabled)
    {
        _previous = IsEnabled;
        NativeStatus.Check(NativeMethods.ts_grad_mode_set(enabled ? 1 : 0));
    }

    internal static bool IsEnabled
    {
        get
        {
            NativeStatus.Check(NativeMethods.ts_grad_mode_get(out int enabled));
            return enabled != 0;
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            NativeStatus.Check(NativeMethods.ts_grad_mode_set(_previous ? 1 : 0));
        }
    }
}
