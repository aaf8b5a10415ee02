using System.Buffers.Binary;
using System.IO.Compression;

namespace LeNetMnist.Data;

/// <summary>
/// Reads the IDX files in which MNIST and Fashion-MNIST are published: big-endian header (magic number, one length per dimension),
/// then one byte per value. A file may be plain or gzip; its first bytes tell which.
/// </summary>
internal static class IdxFile
{
    private const int ImagesMagic = 2051;
    private const int LabelsMagic = 2049;
    private const int Classes = 10;

    /// <summary>Reads images and their labels.</summary>
    /// <exception cref="FileNotFoundException">One of the files is missing.</exception>
    /// <exception cref="InvalidDataException">A file is truncated, too long or no IDX file, or the two do not belong together.</exception>
    public static ImageSet Read(string source, string imagesPath, string labelsPath)
    {
        (int[] shape, byte[] pixels) = ReadValues(imagesPath, ImagesMagic, "images", 3);
        (_, byte[] labels) = ReadValues(labelsPath, LabelsMagic, "labels", 1);
        if (labels.Length != shape[0])
        {
            throw new InvalidDataException(
                $"{labelsPath}: expected {shape[0]} labels, one per image of {imagesPath}, but it has {labels.Length}.");
        }

        int wrong = Array.FindIndex(labels, label => label >= Classes);
        if (wrong >= 0)
        {
            throw new InvalidDataException($"{labelsPath}: expected labels 0 to {Classes - 1}, but label {wrong} is {labels[wrong]}.");
        }

        return new ImageSet(source, shape[1], shape[2], Classes, pixels, labels);
    }

    private static (int[] Shape, byte[] Values) ReadValues(string path, int magic, string kind, int rank)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: expected an IDX file of {kind}, but there is no such file.", path);
        }

        using FileStream file = File.OpenRead(path);
        bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using Stream content = compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        int[] shape = ReadHeader(content, path, magic, kind, rank);
        return (shape, ReadBody(content, path, shape));
    }

    private static int[] ReadHeader(Stream content, string path, int magic, string kind, int rank)
    {
        byte[] header = new byte[4 + (4 * rank)];
        int got = Read(content, path, header);
        int found = got >= 4 ? BinaryPrimitives.ReadInt32BigEndian(header) : magic;
        if (found != magic)
        {
            throw new InvalidDataException($"{path}: expected IDX {kind} (magic number {magic}), but it begins with {found}.");
        }

        if (got < header.Length)
        {
            throw new InvalidDataException($"{path}: expected a header of {header.Length} bytes, but the file ends after {got}.");
        }

        int[] shape = new int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (4 * axis)));
            if (shape[axis] < 1)
            {
                throw new InvalidDataException($"{path}: expected dimension {axis} to be at least 1, but it is {shape[axis]}.");
            }
        }

        return shape;
    }

    private static byte[] ReadBody(Stream content, string path, int[] shape)
    {
        decimal size = 1;
        foreach (int length in shape)
        {
            size *= length;
        }

        if (size > Array.MaxLength)
        {
            throw new InvalidDataException($"{path}: expected at most {Array.MaxLength} values, but its header announces {size}.");
        }

        byte[] values = new byte[(int)size];
        int got = Read(content, path, values);
        if (got < values.Length)
        {
            throw new InvalidDataException($"{path}: expected {values.Length} values after the header, but the file ends after {got}.");
        }

        if (Read(content, path, new byte[1]) > 0)
        {
            throw new InvalidDataException($"{path}: expected {values.Length} values after the header, but more bytes follow.");
        }

        return values;
    }

    private static int Read(Stream content, string path, byte[] buffer)
    {
        try
        {
            return content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: expected gzip data, but it cannot be unpacked: {exception.Message}", exception);
        }
    }
}
