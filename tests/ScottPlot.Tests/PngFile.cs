using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ScottPlot.Tests;

/// <summary>Reads PNGs of eight bits a channel, without help from what is under test.</summary>
internal sealed class PngFile
{
    private const int SignatureLength = 8;

    private readonly byte[] _rows;
    private readonly int _channels;

    internal PngFile(byte[] file)
    {
        Assert.That(file[..SignatureLength], Is.EqualTo(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }), "PNG signature");
        using MemoryStream packed = new();
        for (int at = SignatureLength; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string kind = Encoding.ASCII.GetString(file, at + 4, 4);
            ReadOnlySpan<byte> data = file.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                Width = BinaryPrimitives.ReadInt32BigEndian(data);
                Height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                Assert.That(data[8], Is.EqualTo(8), "bits of a channel");
                _channels = data[9] switch { 2 => 3, 6 => 4, _ => throw new NotSupportedException($"PNG colour type {data[9]}.") };
            }
            else if (kind == "IDAT")
            {
                packed.Write(data);
            }

            at += 12 + length;
        }

        packed.Position = 0;
        _rows = Unfiltered(packed);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal static PngFile Of(Plot plot, int width = 600, int height = 400) => new(plot.GetImageBytes(width, height, ImageFormat.Png));

    internal Color this[int x, int y]
    {
        get
        {
            ReadOnlySpan<byte> pixel = _rows.AsSpan(((y * Width) + x) * _channels, _channels);
            return new Color(pixel[0], pixel[1], pixel[2], _channels == 4 ? pixel[3] : (byte)255);
        }
    }

    /// <summary>The colour of the pixel in which a place lies.</summary>
    internal Color At(Pixel place) => this[(int)place.X, (int)place.Y];

    /// <summary>The smallest box around the pixels of a colour.</summary>
    internal (int Left, int Right, int Top, int Bottom, int Count) BoxOf(Color color)
    {
        (int left, int right, int top, int bottom, int count) = (int.MaxValue, -1, int.MaxValue, -1, 0);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                if (this[x, y] == color)
                {
                    (left, right) = (Math.Min(left, x), Math.Max(right, x));
                    (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
                    count++;
                }
            }
        }

        return (left, right, top, bottom, count);
    }

    private byte[] Unfiltered(Stream packed)
    {
        using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
        int stride = Width * _channels;
        byte[] rows = new byte[stride * Height];
        for (int y = 0; y < Height; y++)
        {
            int filter = unpacked.ReadByte();
            unpacked.ReadExactly(rows, y * stride, stride);
            for (int i = 0; i < stride; i++)
            {
                int left = i >= _channels ? rows[(y * stride) + i - _channels] : 0;
                int up = y > 0 ? rows[((y - 1) * stride) + i] : 0;
                int corner = i >= _channels && y > 0 ? rows[((y - 1) * stride) + i - _channels] : 0;
                rows[(y * stride) + i] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, corner),
                    _ => throw new NotSupportedException($"PNG filter {filter}."),
                });
            }
        }

        return rows;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        (int toLeft, int toUp, int toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
