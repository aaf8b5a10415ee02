using System.Runtime.InteropServices;

namespace ScottPlot.Interop;

/// <summary>Lets cairo write to or read from a managed stream, and keeps what goes wrong there for after the native call.</summary>
internal sealed unsafe class StreamBridge : IDisposable
{
    private const int Success = 0;
    private const int ReadError = 10;
    private const int WriteError = 11;

    private readonly Stream _stream;
    private GCHandle _self;
    private Exception? _error;

    internal StreamBridge(Stream stream)
    {
        _stream = stream;
        _self = GCHandle.Alloc(this);
    }

    internal nint Closure => GCHandle.ToIntPtr(_self);

    internal static delegate* unmanaged<nint, byte*, uint, int> Writer => &Write;

    internal static delegate* unmanaged<nint, byte*, uint, int> Reader => &Read;

    internal void ThrowIfFailed()
    {
        if (_error is Exception error)
        {
            throw new IOException($"The stream failed while cairo used it: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    [UnmanagedCallersOnly]
    private static int Write(nint closure, byte* data, uint length)
    {
        StreamBridge bridge = (StreamBridge)GCHandle.FromIntPtr(closure).Target!;
        try
        {
            bridge._stream.Write(new ReadOnlySpan<byte>(data, checked((int)length)));
            return Success;
        }
#pragma warning disable CA1031 // An exception must not cross native frames; ThrowIfFailed hands it on.
        catch (Exception error)
        {
            bridge._error = error;
            return WriteError;
        }
#pragma warning restore CA1031
    }

    [UnmanagedCallersOnly]
    private static int Read(nint closure, byte* data, uint length)
    {
        StreamBridge bridge = (StreamBridge)GCHandle.FromIntPtr(closure).Target!;
        try
        {
            bridge._stream.ReadExactly(new Span<byte>(data, checked((int)length)));
            return Success;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception error)
        {
            bridge._error = error;
            return ReadError;
        }
#pragma warning restore CA1031
    }
}
