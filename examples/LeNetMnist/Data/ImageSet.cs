namespace LeNetMnist.Data;

/// <summary>
/// A labelled set of N grey images of one size. The arrays are shared, not copied: whoever makes a set hands them over, and nobody
/// writes to them afterwards.
/// </summary>
internal sealed class ImageSet
{
    /// <param name="source">Where the images come from, as a reader of a report should see it.</param>
    /// <param name="height">H in pixels, at least 1.</param>
    /// <param name="width">W in pixels, at least 1.</param>
    /// <param name="classes">C, the number of classes, 1 to 256.</param>
    /// <param name="pixels">N·H·W grey levels, row by row, 0 (paper) to 255 (ink).</param>
    /// <param name="labels">N class indices, each below C; N is at least 1.</param>
    public ImageSet(string source, int height, int width, int classes, byte[] pixels, byte[] labels)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0)
        {
            throw new ArgumentException("must hold at least one label.", nameof(labels));
        }

        long expected = (long)labels.Length * height * width;
        if (pixels.LongLength != expected)
        {
            throw new ArgumentException(
                $"must hold {expected} bytes for {labels.Length} images of {height}x{width}, but holds {pixels.LongLength}.",
                nameof(pixels));
        }

        int wrong = Array.FindIndex(labels, label => label >= classes);
        if (wrong >= 0)
        {
            throw new ArgumentException($"must be below {classes}, but label {wrong} is {labels[wrong]}.", nameof(labels));
        }

        Source = source;
        Height = height;
        Width = width;
        Classes = classes;
        Pixels = pixels;
        Labels = labels;
    }

    public string Source { get; }

    public int Count => Labels.Length;

    public int Height { get; }

    public int Width { get; }

    public int Classes { get; }

    public byte[] Pixels { get; }

    public byte[] Labels { get; }

    /// <summary>The H·W grey levels of one image.</summary>
    public ReadOnlySpan<byte> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Pixels.AsSpan(index * Height * Width, Height * Width);
    }

    /// <summary>The first <paramref name="count"/> images; the set itself when it has exactly that many.</summary>
    public ImageSet Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return count == Count
            ? this
            : new ImageSet(Source, Height, Width, Classes, Pixels[..(count * Height * Width)], Labels[..count]);
    }
}
