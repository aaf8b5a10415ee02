using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            Device place = device ?? CPU;
            NativeStatus.Check(NativeMethods.ts_generator_new(place.Packed, unchecked((long)seed), out _handle));
            this.device = place;
        }

        private Generator(nint handle)
        {
            _handle = handle;
            NativeStatus.Check(NativeMethods.ts_generator_device(handle, out long packed));
            device = Device.Unpack(packed);
        }

        ~Generator() => Dispose(false);

        public nint Handle => _handle != 0
            ? _handle
            : throw new ObjectDisposedException(nameof(Generator));

        public Device device { get; }

        /// <summary>The generator that operators use when none is given.</summary>
        public static Generator Default => ForDevice(CPU);

        public Tensor get_state()
        {
            NativeStatus.Check(NativeMethods.ts_generator_get_state(Handle, out nint state));
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            NativeStatus.Check(NativeMethods.ts_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
            GC.KeepAlive(this);
        }

        public Generator manual_seed(long seed)
        {
            NativeStatus.Check(NativeMethods.ts_generator_set_seed(Handle, seed));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>Seeds from the system's entropy and returns the seed.</summary>
        public long seed()
        {
            long fresh = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(long)));
            manual_seed(fresh);
            return fresh;
        }

        public long initial_seed()
        {
            NativeStatus.Check(NativeMethods.ts_generator_seed(Handle, out long seed));
            GC.KeepAlive(this);
            return seed;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        internal static Generator ForDevice(Device device)
        {
            NativeStatus.Check(NativeMethods.ts_generator_default(device.Packed, out nint handle));
            return new Generator(handle);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
            {
                NativeStatus.Check(NativeMethods.ts_generator_free(handle));
            }
        }
    }
}
