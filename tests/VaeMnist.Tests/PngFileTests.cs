using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LeNetMnist.Tests.Data;
using VaeMnist.Report;

namespace VaeMnist.Tests;

[TestFixture]
internal sealed class PngFileTests
{
    // The check sum of an empty IEND, as every PNG has it at its end.
    private static readonly byte[] End = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82];

    [Test]
    public void Write_Pixels_CanBeReadBack()
    {
        byte[] pixels = [.. Enumerable.Range(0, 60).Select(i => (byte)(i * 4))];
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "picture.png");
        PngFile.Write(path, width: 12, pixels);
        byte[] file = File.ReadAllBytes(path);
        Assert.That(file.AsSpan(0, 8).ToArray(), Is.EqualTo(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }));
        Assert.That(file[^12..], Is.EqualTo(End));
        byte[] header = Chunk(file, 8, "IHDR");
        Assert.That(header, Is.EqualTo(new byte[] { 0, 0, 0, 12, 0, 0, 0, 5, 8, 0, 0, 0, 0 }));
        using ZLibStream zip = new(new MemoryStream(Chunk(file, 8 + 12 + 13, "IDAT")), CompressionMode.Decompress);
        using MemoryStream rows = new();
        zip.CopyTo(rows);
        Assert.That(rows.ToArray(), Is.EqualTo(pixels.Chunk(12).SelectMany(row => row.Prepend((byte)0))));
    }

    private static byte[] Chunk(byte[] file, int start, string name)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(start));
        Assert.That(Encoding.ASCII.GetString(file, start + 4, 4), Is.EqualTo(name));
        return file[(start + 8)..(start + 8 + length)];
    }
}
