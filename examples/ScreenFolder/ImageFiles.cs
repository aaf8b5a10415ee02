using StbImageSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace ScreenFolder;

/// <summary>Images of a folder as a network takes them.</summary>
/// <param name="Size">Height and width in pixels; images of other sizes are scaled.</param>
/// <param name="Mean">Mean of the grey levels that the network was trained on, in [0, 1].</param>
/// <param name="Deviation">Their standard deviation.</param>
internal sealed record ImageFiles(int Size, double Mean, double Deviation)
{
    private static readonly HashSet<string> Endings = new([".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tga"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The images below a folder, by name.</summary>
    public static string[] Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }

        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw new InvalidDataException($"There is no image in '{folder}' ({string.Join(", ", Endings.Order(StringComparer.Ordinal))}).");
    }

    /// <summary>One image, [1, H, W], grey. The caller's.</summary>
    /// <exception cref="InvalidDataException">The file is no image that can be read.</exception>
    public Tensor Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        ImageResult image;
        try
        {
            image = ImageResult.FromStream(file, ColorComponents.Grey);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidDataException($"'{path}' is no image that can be read: {error.Message}", error);
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor grey = torch.tensor(image.Data, [1, 1, image.Height, image.Width]).to_type(ScalarType.Float32) / 255;
        Tensor scaled = image.Height == Size && image.Width == Size
            ? grey
            : nn.functional.interpolate(grey, [Size, Size], mode: InterpolationMode.Bilinear, align_corners: false);
        return ((scaled - Mean) / Deviation).squeeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>Several images, [N, 1, H, W]. The caller's.</summary>
    public Tensor Read(IEnumerable<string> paths)
    {
        using DisposeScope scope = NewDisposeScope();
        return stack([.. paths.Select(Read)], 0).MoveToOuterDisposeScope();
    }
}
