using System.Runtime.InteropServices;
using ScottPlot.Interop;

namespace ScottPlot;

/// <summary>A raster of colours.</summary>
public partial class Image : IDisposable
{
    private readonly SurfaceHandle _surface;

    private static ReadOnlySpan<byte> PngSignature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads a PNG.</summary>
    public Image(string filename)
        : this(File.Exists(filename) ? File.ReadAllBytes(filename) : throw new FileNotFoundException($"There is no file '{filename}'.", filename))
    {
    }

    /// <summary>Reads a PNG.</summary>
    public unsafe Image(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(PngSignature))
        {
            throw new ArgumentException("The bytes are no PNG, which alone can be read.", nameof(bytes));
        }

        using MemoryStream stream = new(bytes, writable: false);
        using StreamBridge bridge = new(stream);
        _surface = CairoNative.cairo_image_surface_create_from_png_stream(StreamBridge.Reader, bridge.Closure);
        bridge.ThrowIfFailed();
        CairoStatus.Check(CairoNative.cairo_surface_status(_surface), "Reading a PNG");
    }

    public Image(int width, int height)
        : this(width, height, Colors.Black)
    {
    }

    public Image(int width, int height, Color color)
        : this(NewSurface(width, height))
    {
        using Canvas canvas = new(_surface, snaps: false);
        canvas.Fill(color);
    }

    /// <param name="pixelArray">[height, width] grey values.</param>
    public Image(byte[,] pixelArray)
        : this(NewSurface(pixelArray.GetLength(1), pixelArray.GetLength(0)))
    {
        Write((x, y) => Color.Gray(pixelArray[y, x]).ARGB);
    }

    /// <param name="pixelArray">[height, width, 3] red, green, blue.</param>
    public Image(byte[,,] pixelArray)
        : this(NewSurface(pixelArray.GetLength(1), pixelArray.GetLength(0)))
    {
        Write((x, y) => new Color(pixelArray[y, x, 0], pixelArray[y, x, 1], pixelArray[y, x, 2]).ARGB);
    }

    private Image(SurfaceHandle surface)
    {
        _surface = surface;
    }

    public int Width => CairoNative.cairo_image_surface_get_width(_surface);

    public int Height => CairoNative.cairo_image_surface_get_height(_surface);

    public PixelSize Size => new((float)Width, Height);

    public byte[] GetImageBytes(ImageFormat format = ImageFormat.Png, int quality = 100) => format switch
    {
        ImageFormat.Png => Png(),
        ImageFormat.Bmp => BitmapFile.Encode(Pixels(), Width, Height),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "must be Png or Bmp."),
    };

    public SavedImageInfo SavePng(string path) => Save(path, ImageFormat.Png);

    public SavedImageInfo SaveBmp(string path) => Save(path, ImageFormat.Bmp);

    public SavedImageInfo Save(string path, ImageFormat format = ImageFormat.Png, int quality = 85)
    {
        byte[] bytes = GetImageBytes(format, quality);
        WholeFile.Write(path, bytes);
        return new SavedImageInfo(path, bytes.Length);
    }

    public void Dispose()
    {
        _surface.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static Image Draw(int width, int height, Action<Canvas> draw)
    {
        SurfaceHandle surface = NewSurface(width, height);
        try
        {
            using Canvas canvas = new(surface, snaps: true);
            draw(canvas);
            canvas.Check("Drawing");
            return new Image(surface);
        }
        catch
        {
            surface.Dispose();
            throw;
        }
    }

    internal static Image FromPremultiplied(uint[] argb, int width, int height)
    {
        Image image = new(NewSurface(width, height));
        image.Write((x, y) => argb[(y * width) + x]);
        return image;
    }

    internal void Render(Canvas canvas, PixelRect target, bool antiAlias) => canvas.DrawImage(_surface, Width, Height, target, antiAlias);

    private static SurfaceHandle NewSurface(int width, int height)
    {
        Plot.CheckSize(width, height);
        SurfaceHandle surface = CairoNative.cairo_image_surface_create(CairoNative.FormatArgb32, width, height);
        CairoStatus.Check(CairoNative.cairo_surface_status(surface), $"Making a picture of {width} x {height} pixels");
        return surface;
    }

    private unsafe void Write(Func<int, int, uint> premultiplied)
    {
        CairoNative.cairo_surface_flush(_surface);
        byte* data = CairoNative.cairo_image_surface_get_data(_surface);
        int stride = CairoNative.cairo_image_surface_get_stride(_surface);
        (int width, int height) = (Width, Height);
        for (int y = 0; y < height; y++)
        {
            Span<uint> row = new(data + ((long)y * stride), width);
            for (int x = 0; x < width; x++)
            {
                row[x] = premultiplied(x, y);
            }
        }

        CairoNative.cairo_surface_mark_dirty(_surface);
    }

    private unsafe byte[] Png()
    {
        using MemoryStream stream = new();
        using StreamBridge bridge = new(stream);
        int status = CairoNative.cairo_surface_write_to_png_stream(_surface, StreamBridge.Writer, bridge.Closure);
        bridge.ThrowIfFailed();
        CairoStatus.Check(status, "Writing a PNG");
        return stream.ToArray();
    }

    /// <summary>[height * width] as premultiplied ARGB, row by row.</summary>
    private unsafe uint[] Pixels()
    {
        CairoNative.cairo_surface_flush(_surface);
        byte* data = CairoNative.cairo_image_surface_get_data(_surface);
        int stride = CairoNative.cairo_image_surface_get_stride(_surface);
        uint[] pixels = new uint[Width * Height];
        for (int y = 0; y < Height; y++)
        {
            new ReadOnlySpan<uint>(data + ((long)y * stride), Width).CopyTo(pixels.AsSpan(y * Width));
        }

        // A PNG without transparency is read into pixels whose fourth byte means nothing.
        uint opaque = CairoNative.cairo_image_surface_get_format(_surface) == CairoNative.FormatArgb32 ? 0 : 0xFF000000;
        return opaque == 0 ? pixels : [.. MemoryMarshal.ToEnumerable<uint>(pixels).Select(pixel => pixel | opaque)];
    }
}
