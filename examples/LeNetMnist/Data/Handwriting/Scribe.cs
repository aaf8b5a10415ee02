namespace LeNetMnist.Data.Handwriting;

/// <summary>
/// Writes signs as grey images of 28 x 28 pixels: strokes with jittered knots, bent by a hand, fitted into the field as MNIST's digits
/// are, drawn by a soft pen, then contrast, blur and grain. Image i depends on the seed and i alone.
/// </summary>
internal static class Scribe
{
    public const int Size = 28;

    private const long OrderStream = 1;
    private const double KnotJitter = 0.026;

    /// <param name="source">Description of the resulting set.</param>
    /// <param name="signs">The ways to write each class.</param>
    /// <param name="count">N; every run of as many images as there are classes holds each class once.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="stream">Keeps the images of different alphabets independent under one seed; at least 2.</param>
    public static ImageSet Write(string source, IReadOnlyList<IReadOnlyList<Glyph>> signs, int count, long seed, long stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / (Size * Size));
        byte[] pixels = new byte[count * Size * Size];
        byte[] labels = new byte[count];
        byte[] order = new byte[signs.Count];
        double[] ink = new double[Size * Size];
        for (int index = 0; index < count; index++)
        {
            int place = index % signs.Count;
            if (place == 0)
            {
                Shuffle(order, new CounterRandom(seed, OrderStream, index / signs.Count));
            }

            labels[index] = order[place];
            WriteOne(signs[order[place]], new CounterRandom(seed, stream, index), ink, pixels.AsSpan(index * Size * Size, Size * Size));
        }

        return new ImageSet(source, Size, Size, signs.Count, pixels, labels);
    }

    private static void Shuffle(byte[] order, CounterRandom random)
    {
        for (int place = 0; place < order.Length; place++)
        {
            int other = random.Below(place + 1);
            order[place] = order[other];
            order[other] = (byte)place;
        }
    }

    private static void WriteOne(IReadOnlyList<Glyph> ways, CounterRandom random, double[] ink, Span<byte> pixels)
    {
        // Most signs are written with care; the square gives a tail of hasty ones.
        double haste = random.Uniform();
        double sloppiness = 0.6 + (1.6 * haste * haste);
        List<List<PathPoint>> paths = Shape(Choose(ways, random), random, sloppiness);
        Fit(paths, random);

        Array.Clear(ink);
        Pen pen = new(random, Math.Clamp(1.25 + (0.32 * random.Normal()), 0.6, 2.2), random.Uniform(0.9, 1.6));
        foreach (List<PathPoint> path in paths)
        {
            pen.Draw(path, ink, Size);
        }

        Paper.Expose(ink, pixels, Size, random);
    }

    private static Glyph Choose(IReadOnlyList<Glyph> ways, CounterRandom random)
    {
        double rest = random.Uniform() * ways.Sum(way => way.Weight);
        int chosen = 0;
        while (chosen < ways.Count - 1 && rest >= ways[chosen].Weight)
        {
            rest -= ways[chosen].Weight;
            chosen++;
        }

        return ways[chosen];
    }

    private static List<List<PathPoint>> Shape(Glyph glyph, CounterRandom random, double sloppiness)
    {
        Deformation hand = new(random, sloppiness);
        double jitter = KnotJitter * sloppiness;
        List<List<PathPoint>> paths = [];
        foreach (IReadOnlyList<Knot> stroke in glyph.Strokes)
        {
            Knot[] knots = [.. stroke.Select(knot => new Knot(
                knot.X + (jitter * random.Normal()), knot.Y + (jitter * random.Normal()), knot.Corner))];
            paths.Add([.. StrokePath.Trace(knots).Select(hand.Apply)]);
        }

        return paths;
    }

    /// <summary>Scales the longer side to about 19 pixels and moves the middle of the sign to about the middle of the image.</summary>
    private static void Fit(List<List<PathPoint>> paths, CounterRandom random)
    {
        double left = paths.Min(path => path.Min(point => point.X));
        double right = paths.Max(path => path.Max(point => point.X));
        double top = paths.Min(path => path.Min(point => point.Y));
        double bottom = paths.Max(path => path.Max(point => point.Y));
        double extent = Math.Clamp(18 + (0.9 * random.Normal()), 15, 20.5);
        double scale = extent / Math.Max(right - left, bottom - top);
        double shiftX = ((Size - 1) / 2.0) + (0.9 * random.Normal()) - (scale * (left + right) / 2);
        double shiftY = ((Size - 1) / 2.0) + (0.7 * random.Normal()) - (scale * (top + bottom) / 2);
        foreach (List<PathPoint> path in paths)
        {
            for (int point = 0; point < path.Count; point++)
            {
                path[point] = new PathPoint(shiftX + (scale * path[point].X), shiftY + (scale * path[point].Y));
            }
        }
    }
}
