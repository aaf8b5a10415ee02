using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor in libtorch's own format.</summary>
    public static void save(Tensor t, string location) => t.save(location);

    /// <summary>Reads one tensor in libtorch's own format.</summary>
    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public static Tensor load(string location)
        {
            NativeStatus.Check(NativeMethods.ts_tensor_load(location, out nint result));
            return new Tensor(result);
        }

        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using BinaryReader reader = new(stream);
            return Load(reader);
        }

        public static Tensor Load(string location) => Load(File.OpenRead(location));

        public void save(string location)
        {
            NativeStatus.Check(NativeMethods.ts_tensor_save(Handle, location));
            GC.KeepAlive(this);
        }

        /// <summary>Writes the memory of a contiguous CPU tensor.</summary>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
            byte* at = (byte*)DataPointer();
            for (long left = ByteLength(); left > 0;)
            {
                int part = (int)Math.Min(left, bufferSize);
                stream.Write(new ReadOnlySpan<byte>(at, part));
                at += part;
                left -= part;
            }

            GC.KeepAlive(this);
        }

        /// <summary>Fills the memory of a contiguous CPU tensor; an error where the stream ends too soon.</summary>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
            byte* at = (byte*)DataPointer();
            for (long left = ByteLength(); left > 0;)
            {
                int part = (int)Math.Min(left, bufferSize);
                stream.ReadExactly(new Span<byte>(at, part));
                at += part;
                left -= part;
            }

            GC.KeepAlive(this);
        }
    }
}
