using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Images as PNG files, of 8 bits for each value, for people to look at.</summary>
/// <remarks>W3C, "Portable Network Graphics (PNG) Specification (Second Edition)", 2003.</remarks>
public static class PngImage
{
    private const byte GreyType = 0;
    private const byte RgbType = 2;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The bytes of the file.</summary>
    /// <param name="image">
    /// [H, W] or [1, H, W] grey, [3, H, W] red, green and blue; of a floating-point type, in [0, 1]. A value v becomes the whole number nearest
    /// to 255 v.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="image"/> is of another shape or type, or holds values outside [0, 1].</exception>
    public static byte[] Encode(Tensor image)
    {
        using MemoryStream stream = new();
        Write(image, stream);
        return stream.ToArray();
    }

    /// <summary>Writes the file into a stream, which stays open.</summary>
    /// <param name="image">See <see cref="Encode"/>.</param>
    /// <param name="stream">Where to; it is not asked to seek.</param>
    /// <exception cref="ArgumentException"><paramref name="image"/> is of another shape or type, or holds values outside [0, 1].</exception>
    public static void Write(Tensor image, Stream stream)
    {
        Guard.NotNull(stream);
        (int channels, int height, int width) = Check(image);
        double[] values = PlainNumbers.Of(image);
        double lowest = values.Min();
        double highest = values.Max();
        if (!(lowest >= 0 && highest <= 1))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"must be in [0, 1]; got values from {lowest:G6} to {highest:G6}."), nameof(image));
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = channels == 1 ? GreyType : RgbType;

        stream.Write(Signature);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(values, channels, height, width));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static (int Channels, int Height, int Width) Check(Tensor image)
    {
        Guard.MinimumRank(image, 2, "[H, W], [1, H, W] or [3, H, W]");
        long channels = image.ndim == 3 ? image.shape[0] : 1;
        if (image.ndim > 3 || channels is not (1 or 3))
        {
            throw new ArgumentException(
                $"must have shape [H, W], [1, H, W] or [3, H, W]; got [{string.Join(", ", image.shape)}].", nameof(image));
        }

        Guard.FloatingPoint(image);
        Guard.Finite(image);
        return ((int)channels, (int)image.shape[^2], (int)image.shape[^1]);
    }

    private static byte[] Compress(double[] values, int channels, int height, int width)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            // Each row begins with the number of its filter: 0, none.
            byte[] row = new byte[1 + (width * channels)];
            for (int y = 0; y < height; y++)
            {
                for (int i = 0; i < width * channels; i++)
                {
                    double value = values[((((i % channels) * height) + y) * width) + (i / channels)];
                    row[1 + i] = (byte)Math.Round(255 * value, MidpointRounding.AwayFromZero);
                }

                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(name, data));
        stream.Write(number);
    }
}
