using LeNetMnist.Data.Handwriting;

namespace LeNetMnist.Data;

/// <summary>
/// Makes images that a network has not been trained on out of images that it has. Labels and size stay; the same seed gives the same
/// bytes, and image i does not depend on how many there are.
/// </summary>
internal static class Distortion
{
    private const long RotationStream = 11;
    private const long NoiseStream = 12;

    /// <summary>
    /// Every image turned by a quarter, give or take 15 degrees, about its centre. Signs that look the same lying down, such as a
    /// round zero, stay recognisable.
    /// </summary>
    public static ImageSet Rotated(ImageSet images, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        byte[] pixels = new byte[images.Pixels.Length];
        int size = images.Height * images.Width;
        for (int index = 0; index < images.Count; index++)
        {
            CounterRandom random = new(seed, RotationStream, index);
            Rotate(images.Image(index), pixels.AsSpan(index * size, size), images.Height, images.Width, random.Uniform(-0.13, 0.13));
        }

        return new ImageSet($"{images.Source}, rotated by 90 degrees", images.Height, images.Width, images.Classes, pixels, images.Labels);
    }

    /// <summary>Every pixel with normal noise added, cut to 0 to 255.</summary>
    /// <param name="images">The images to spoil; they stay as they are.</param>
    /// <param name="deviation">Standard deviation of the noise in grey levels, greater than 0. Default 100.</param>
    /// <param name="seed">Seed of the noise. Default 0.</param>
    public static ImageSet Noisy(ImageSet images, double deviation = 100, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (!(deviation > 0) || !double.IsFinite(deviation))
        {
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "must be finite and greater than 0.");
        }

        byte[] pixels = new byte[images.Pixels.Length];
        int size = images.Height * images.Width;
        for (int index = 0; index < images.Count; index++)
        {
            CounterRandom random = new(seed, NoiseStream, index);
            for (int pixel = index * size; pixel < (index + 1) * size; pixel++)
            {
                double value = images.Pixels[pixel] + (deviation * random.Normal());
                pixels[pixel] = (byte)(Math.Clamp(value, 0, 255) + 0.5);
            }
        }

        return new ImageSet($"{images.Source}, with noise", images.Height, images.Width, images.Classes, pixels, images.Labels);
    }

    /// <param name="source">The image.</param>
    /// <param name="target">Where the turned image goes.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <param name="halfTangent">Tangent of half the angle by which the turn differs from a quarter.</param>
    private static void Rotate(ReadOnlySpan<byte> source, Span<byte> target, int height, int width, double halfTangent)
    {
        double square = halfTangent * halfTangent;
        double cosine = -2 * halfTangent / (1 + square);
        double sine = (1 - square) / (1 + square);
        double centreY = (height - 1) / 2.0;
        double centreX = (width - 1) / 2.0;
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                double y = row - centreY;
                double x = column - centreX;
                double value = Sample(source, height, width, centreY + (cosine * y) - (sine * x), centreX + (sine * y) + (cosine * x));
                target[(row * width) + column] = (byte)(value + 0.5);
            }
        }
    }

    /// <summary>The grey level between the pixels, bilinear; paper outside the image.</summary>
    private static double Sample(ReadOnlySpan<byte> source, int height, int width, double y, double x)
    {
        int top = (int)Math.Floor(y);
        int left = (int)Math.Floor(x);
        double down = y - top;
        double right = x - left;
        double value = 0;
        for (int row = top; row <= top + 1; row++)
        {
            for (int column = left; column <= left + 1; column++)
            {
                if (row >= 0 && row < height && column >= 0 && column < width)
                {
                    double weight = (row == top ? 1 - down : down) * (column == left ? 1 - right : right);
                    value += weight * source[(row * width) + column];
                }
            }
        }

        return value;
    }
}
