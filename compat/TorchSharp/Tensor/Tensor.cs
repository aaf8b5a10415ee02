using System.Diagnostics.CodeAnalysis;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Opens a scope that owns the tensors made on this thread until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>
    /// A handle on a tensor of libtorch. Several may share one tensor's data; disposing one gives back its own reference only.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount;
        private static long s_peakCount;

        private nint _handle;

        internal Tensor(nint handle, bool register = true)
        {
            _handle = handle;
            long live = Interlocked.Increment(ref s_totalCount);
            if (live > Volatile.Read(ref s_peakCount))
            {
                Volatile.Write(ref s_peakCount, live);
            }

            if (register)
            {
                OwningDisposeScope = DisposeScopeManager.ThreadSingleton.Register(this);
            }
        }

        ~Tensor() => Dispose(false);

        /// <summary>Tensors whose handle has neither been disposed nor collected.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        public static long PeakCount => Interlocked.Read(ref s_peakCount);

        /// <summary>A name for people; libtorch does not know it.</summary>
        public string? name { get; set; }

        /// <summary>The address of the native tensor; an error once the tensor is disposed.</summary>
        public nint Handle => _handle != 0
            ? _handle
            : throw new InvalidOperationException("The tensor is disposed: its handle is empty.");

        public bool IsInvalid => _handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
            {
                other?.Attach(this);
            }
            else
            {
                OwningDisposeScope.MoveToOther(other, this);
            }

            return this;
        }

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => base.GetHashCode();

        /// <summary>A new handle on the same tensor.</summary>
        public Tensor alias()
        {
            NativeStatus.Check(NativeMethods.ts_tensor_alias(Handle, out nint copy));
            GC.KeepAlive(this);
            return new Tensor(copy);
        }

        /// <summary>
        /// Gives the handle to another object, which takes this one's place in the counts of live tensors and, by
        /// <see cref="DisposeScope.ReplaceWith"/>, in its scope.
        /// </summary>
        internal nint MoveHandle()
        {
            nint handle = Handle;
            Interlocked.Decrement(ref s_totalCount);
            _handle = 0;
            GC.SuppressFinalize(this);
            return handle;
        }

        protected virtual void Dispose(bool disposing)
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
            {
                return;
            }

            // A finalizer runs on another thread, whose scopes and counts know nothing of this tensor.
            if (disposing)
            {
                DisposeScopeManager.ThreadSingleton.CountDisposal(OwningDisposeScope is not null);
                OwningDisposeScope?.MarkAsDisposed(this);
            }

            Interlocked.Decrement(ref s_totalCount);
            NativeStatus.Check(NativeMethods.ts_tensor_free(handle));
        }
    }
}
