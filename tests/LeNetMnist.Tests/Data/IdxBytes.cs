using System.Buffers.Binary;
using System.IO.Compression;
using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

/// <summary>Small IDX files made by hand.</summary>
internal static class IdxBytes
{
    /// <summary>Images whose k-th byte is k modulo 256.</summary>
    public static byte[] Images(int count, int height = 3, int width = 2) =>
        File([2051, count, height, width], [.. Enumerable.Range(0, count * height * width).Select(value => (byte)value)]);

    public static byte[] Labels(params byte[] labels) => File([2049, labels.Length], labels);

    /// <summary>Big-endian header numbers, then the values.</summary>
    public static byte[] File(int[] header, byte[] values)
    {
        byte[] bytes = new byte[(4 * header.Length) + values.Length];
        for (int index = 0; index < header.Length; index++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * index), header[index]);
        }

        values.CopyTo(bytes, 4 * header.Length);
        return bytes;
    }

    /// <summary>Writes images and labels into a folder under the published names: <paramref name="name"/> is train or t10k.</summary>
    public static void WriteDigits(string folder, string name, ImageSet digits)
    {
        System.IO.File.WriteAllBytes(
            Path.Combine(folder, $"{name}-images-idx3-ubyte"), File([2051, digits.Count, digits.Height, digits.Width], digits.Pixels));
        System.IO.File.WriteAllBytes(Path.Combine(folder, $"{name}-labels-idx1-ubyte"), Labels(digits.Labels));
    }

    public static byte[] Zip(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream zip = new(target, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return target.ToArray();
    }

    /// <summary>Writes a whole data set of <paramref name="train"/> and <paramref name="test"/> images into a folder.</summary>
    public static void WriteSet(TemporaryFolder folder, string name, int train, int test, bool zipped = false)
    {
        Write("train-images-idx3-ubyte", Images(train));
        Write("train-labels-idx1-ubyte", Labels(new byte[train]));
        Write("t10k-images-idx3-ubyte", Images(test));
        Write("t10k-labels-idx1-ubyte", Labels(new byte[test]));

        void Write(string file, byte[] content) =>
            folder.Write(Path.Combine(name, zipped ? file + ".gz" : file), zipped ? Zip(content) : content);
    }
}
