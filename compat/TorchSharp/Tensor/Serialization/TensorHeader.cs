using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>What stands before a tensor's bytes in a saved file: element type, number of dimensions, their lengths.</summary>
internal readonly record struct TensorHeader(torch.ScalarType DType, long[] Shape)
{
    private const int MaxDimensions = 64;

    internal long ByteLength
    {
        get
        {
            long length = DType.ElementSize();
            foreach (long side in Shape)
            {
                length = checked(length * side);
            }

            return length;
        }
    }

    internal static TensorHeader Read(BinaryReader reader)
    {
        long dtype = reader.Decode();
        if (dtype > sbyte.MaxValue || !Enum.IsDefined((torch.ScalarType)dtype))
        {
            throw new InvalidDataException($"{dtype} is no element type: this is not a saved tensor.");
        }

        long dimensions = reader.Decode();
        if (dimensions > MaxDimensions)
        {
            throw new InvalidDataException($"{dimensions} dimensions, more than {MaxDimensions}: this is not a saved tensor.");
        }

        long[] shape = new long[dimensions];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = reader.Decode();
        }

        return new TensorHeader((torch.ScalarType)dtype, shape);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Encode((long)DType);
        writer.Encode(Shape.Length);
        foreach (long side in Shape)
        {
            writer.Encode(side);
        }
    }

    /// <summary>Goes past the bytes that follow.</summary>
    internal void Skip(Stream stream)
    {
        long left = ByteLength;
        byte[] buffer = new byte[Math.Min(left, 1 << 16)];
        while (left > 0)
        {
            int part = (int)Math.Min(left, buffer.Length);
            stream.ReadExactly(buffer, 0, part);
            left -= part;
        }
    }
}
