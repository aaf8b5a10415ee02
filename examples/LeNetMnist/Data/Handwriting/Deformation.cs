namespace LeNetMnist.Data.Handwriting;

/// <summary>
/// What a hand does to the shape of a sign: it slants, stretches, turns and bends it. A random affine map, then a smooth random
/// displacement (a uniform cubic B-spline on a coarse grid), both on the unit field.
/// </summary>
internal sealed class Deformation
{
    private const int Cells = 3;
    private const int Nodes = Cells + 3;

    private readonly double _xx;
    private readonly double _xy;
    private readonly double _yx;
    private readonly double _yy;
    private readonly double[] _shiftX = new double[Nodes * Nodes];
    private readonly double[] _shiftY = new double[Nodes * Nodes];

    /// <param name="random">The hand's random numbers.</param>
    /// <param name="sloppiness">How far the hand strays; 1 is usual.</param>
    public Deformation(CounterRandom random, double sloppiness)
    {
        // Tangent of half the angle: cosine and sine follow from it by division alone. ±0.13 is ±15 degrees.
        double half = Math.Clamp(0.055 * sloppiness * random.Normal(), -0.13, 0.13);
        double cosine = (1 - (half * half)) / (1 + (half * half));
        double sine = 2 * half / (1 + (half * half));
        double slant = 0.14 + (0.2 * random.Normal());
        double width = Math.Clamp(1.1 + (0.2 * random.Normal()), 0.65, 1.7);

        // Rotation · (stretch in x, then lean to the right with height; y grows downwards).
        _xx = cosine * width;
        _xy = (-cosine * slant) - sine;
        _yx = sine * width;
        _yy = cosine - (sine * slant);

        double bend = 0.055 * sloppiness;
        for (int node = 0; node < _shiftX.Length; node++)
        {
            _shiftX[node] = bend * random.Normal();
            _shiftY[node] = bend * random.Normal();
        }
    }

    public PathPoint Apply(PathPoint point)
    {
        (double shiftX, double shiftY) = Displacement(point);
        double x = point.X + shiftX - 0.5;
        double y = point.Y + shiftY - 0.5;
        return new PathPoint((_xx * x) + (_xy * y), (_yx * x) + (_yy * y));
    }

    private (double X, double Y) Displacement(PathPoint point)
    {
        double column = Math.Clamp(point.X, 0, 1) * Cells;
        double row = Math.Clamp(point.Y, 0, 1) * Cells;
        int left = Math.Min((int)column, Cells - 1);
        int top = Math.Min((int)row, Cells - 1);
        Span<double> across = stackalloc double[4];
        Span<double> down = stackalloc double[4];
        SplineWeights(column - left, across);
        SplineWeights(row - top, down);
        double x = 0;
        double y = 0;
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                double weight = down[i] * across[j];
                int node = ((top + i) * Nodes) + left + j;
                x += weight * _shiftX[node];
                y += weight * _shiftY[node];
            }
        }

        return (x, y);
    }

    private static void SplineWeights(double share, Span<double> weights)
    {
        double rest = 1 - share;
        weights[0] = rest * rest * rest / 6;
        weights[1] = ((3 * share * share * share) - (6 * share * share) + 4) / 6;
        weights[2] = ((3 * rest * rest * rest) - (6 * rest * rest) + 4) / 6;
        weights[3] = share * share * share / 6;
    }
}
