using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>
/// libtorch's inference guard. It restores the mode of the thread that leaves it, so it has no finalizer: one that is never
/// disposed leaves its thread in the mode, and touches no other.
/// </summary>
internal sealed class InferenceMode : IDisposable
{
    private nint _guard;

    internal InferenceMode(bool mode) =>
        NativeStatus.Check(NativeMethods.ts_inference_mode_enter(mode ? 1 : 0, out _guard));

    internal static bool IsEnabled
    {
        get
        {
            NativeStatus.Check(NativeMethods.ts_inference_mode_get(out int enabled));
            return enabled != 0;
        }
    }

    public void Dispose()
    {
        nint guard = Interlocked.Exchange(ref _guard, 0);
        if (guard != 0)
        {
            NativeStatus.Check(NativeMethods.ts_inference_mode_leave(guard));
        }
    }
}
