using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VaeMnist.Report;

/// <summary>Writes grey pictures of 8 bits as PNG.</summary>
internal static class PngFile
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <param name="path">Where.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="pixels">Grey levels, row by row from the top, 0 black.</param>
    public static void Write(string path, int width, byte[] pixels)
    {
        int height = pixels.Length / width;
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        using FileStream file = File.Create(path);
        file.Write(Signature);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Compressed(width, height, pixels));
        WriteChunk(file, "IEND", []);
    }

    /// <summary>Each row behind the number of its filter, none.</summary>
    private static byte[] Compressed(int width, int height, byte[] pixels)
    {
        using MemoryStream target = new();
        using (ZLibStream zip = new(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                zip.WriteByte(0);
                zip.Write(pixels.AsSpan(y * width, width));
            }
        }

        return target.ToArray();
    }

    /// <summary>Length, name, data, and the check sum of name and data.</summary>
    private static void WriteChunk(FileStream file, string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes) =>
        ~bytes.Aggregate(uint.MaxValue, (crc, value) => CrcTable[(byte)(crc ^ value)] ^ (crc >> 8));

    private static uint CrcOf(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
