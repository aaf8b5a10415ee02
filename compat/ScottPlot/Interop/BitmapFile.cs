using System.Buffers.Binary;

namespace ScottPlot.Interop;

/// <summary>Windows bitmaps of 24 bits.</summary>
internal static class BitmapFile
{
    private const int HeaderLength = 54;
    private const int BytesPerPixel = 3;

    /// <param name="pixels">Row by row from the top, as premultiplied ARGB; what is transparent shines through to white.</param>
    /// <param name="width">Of a row.</param>
    /// <param name="height">Number of rows.</param>
    internal static byte[] Encode(uint[] pixels, int width, int height)
    {
        int stride = ((width * BytesPerPixel) + 3) / 4 * 4;
        byte[] file = new byte[HeaderLength + (stride * height)];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        Put(file, 2, file.Length);
        Put(file, 10, HeaderLength);
        Put(file, 14, 40);
        Put(file, 18, width);
        Put(file, 22, height);
        Put(file, 26, 1 | ((8 * BytesPerPixel) << 16));
        Put(file, 34, stride * height);
        for (int y = 0; y < height; y++)
        {
            int at = HeaderLength + ((height - 1 - y) * stride);
            for (int x = 0; x < width; x++)
            {
                uint argb = pixels[(y * width) + x];
                uint white = 255 - (argb >> 24);
                file[at++] = (byte)((argb & 0xFF) + white);
                file[at++] = (byte)(((argb >> 8) & 0xFF) + white);
                file[at++] = (byte)(((argb >> 16) & 0xFF) + white);
            }
        }

        return file;
    }

    private static void Put(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
}
