using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NUnit.Framework;

namespace Uncertainty.Testing;

/// <summary>Takes apart a PNG file of 8 bits without filters, checking lengths and checksums on the way.</summary>
public sealed record PngBytes(int Width, int Height, int ColourType, byte[] Values)
{
    public static PngBytes Read(byte[] file)
    {
        Assert.That(file[..8], Is.EqualTo(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }));
        Dictionary<string, byte[]> chunks = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            byte[] named = file[(at + 4)..(at + 8 + length)];
            Assert.That(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)), Is.EqualTo(BitwiseCrc(named)));
            chunks.Add(Encoding.ASCII.GetString(named, 0, 4), named[4..]);
            at += 12 + length;
        }

        Assert.That(chunks.Keys, Is.EqualTo(new[] { "IHDR", "IDAT", "IEND" }));
        byte[] header = chunks["IHDR"];
        Assert.That(header, Has.Length.EqualTo(13));
        Assert.That(new[] { header[8], header[10], header[11], header[12] }, Is.EqualTo(new byte[] { 8, 0, 0, 0 }));
        int width = BinaryPrimitives.ReadInt32BigEndian(header);
        int height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        int row = 1 + (width * (header[9] == 2 ? 3 : 1));

        using ZLibStream zlib = new(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using MemoryStream plain = new();
        zlib.CopyTo(plain);
        byte[][] rows = [.. plain.ToArray().Chunk(row)];
        Assert.That(rows, Has.Length.EqualTo(height));
        Assert.That(rows.Select(bytes => bytes[0]), Is.All.Zero, "filters");
        return new PngBytes(width, height, header[9], [.. rows.SelectMany(bytes => bytes[1..])]);
    }

    /// <summary>CRC-32 a bit at a time, by division of polynomials.</summary>
    public static uint BitwiseCrc(byte[] bytes)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool odd = (((sum ^ ((uint)value >> bit)) & 1) == 1);
                sum = (sum >> 1) ^ (odd ? 0xEDB88320 : 0);
            }
        }

        return ~sum;
    }
}
