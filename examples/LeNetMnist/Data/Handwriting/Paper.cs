namespace LeNetMnist.Data.Handwriting;

/// <summary>
/// From ink to grey levels, as a scanner would see them: a slight blur, contrast, grain in the ink and dust on the paper.
/// </summary>
internal static class Paper
{
    /// <param name="ink">Coverage of each pixel, 0 to 1.</param>
    /// <param name="pixels">Receives the grey levels, 0 (paper) to 255 (ink).</param>
    /// <param name="size">Height and width.</param>
    /// <param name="random">The image's random numbers.</param>
    public static void Expose(double[] ink, Span<byte> pixels, int size, CounterRandom random)
    {
        double blur = random.Uniform(0, 0.25);
        double darkness = random.Uniform(0.9, 1.3);
        double grain = random.Uniform(0, 0.08);
        double dust = random.Uniform(0, 0.008);
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                double value = darkness * Blurred(ink, size, row, column, blur);
                double noise = random.Normal();
                double level = value * (1 + (grain * noise)) + (dust * noise);
                pixels[(row * size) + column] = (byte)((255 * Math.Clamp(level, 0, 1)) + 0.5);
            }
        }
    }

    /// <summary>The pixel mixed with the mean of its four neighbours; blank paper goes on beyond the edge.</summary>
    private static double Blurred(double[] ink, int size, int row, int column, double blur)
    {
        int pixel = (row * size) + column;
        double above = row > 0 ? ink[pixel - size] : 0;
        double below = row < size - 1 ? ink[pixel + size] : 0;
        double before = column > 0 ? ink[pixel - 1] : 0;
        double after = column < size - 1 ? ink[pixel + 1] : 0;
        return ((1 - blur) * ink[pixel]) + (blur * 0.25 * (above + below + before + after));
    }
}
