namespace LeNetMnist.Data.Handwriting;

/// <summary>A pen with a soft round tip whose pressure wanders; draws polylines in pixel coordinates, anti-aliased.</summary>
/// <param name="random">The hand's random numbers.</param>
/// <param name="radius">Half the usual width of a line in pixels.</param>
/// <param name="softness">Width in pixels of the rim over which the ink fades out.</param>
internal sealed class Pen(CounterRandom random, double radius, double softness)
{
    private const int PressureNodes = 4;
    private const double LightestPressure = 0.6;
    private const double HeaviestPressure = 1.4;

    /// <summary>Draws one stroke onto a square image; ink (0 to 1) covers what lies below, it does not add up.</summary>
    public void Draw(IReadOnlyList<PathPoint> path, double[] ink, int size)
    {
        Span<double> pressure = stackalloc double[PressureNodes];
        for (int node = 0; node < PressureNodes; node++)
        {
            pressure[node] = Math.Clamp(1 + (0.16 * random.Normal()), LightestPressure, HeaviestPressure);
        }

        double startRadius = radius * pressure[0];
        for (int point = 1; point < path.Count; point++)
        {
            double place = (double)point / (path.Count - 1) * (PressureNodes - 1);
            int node = Math.Min((int)place, PressureNodes - 2);
            double share = Smooth(place - node);
            double endRadius = radius * (pressure[node] + ((pressure[node + 1] - pressure[node]) * share));
            DrawSegment(path[point - 1], path[point], startRadius, endRadius, ink, size);
            startRadius = endRadius;
        }
    }

    private void DrawSegment(PathPoint from, PathPoint to, double fromRadius, double toRadius, double[] ink, int size)
    {
        double reach = Math.Max(fromRadius, toRadius) + (softness / 2);
        int left = Math.Max(0, (int)Math.Floor(Math.Min(from.X, to.X) - reach));
        int right = Math.Min(size - 1, (int)Math.Ceiling(Math.Max(from.X, to.X) + reach));
        int top = Math.Max(0, (int)Math.Floor(Math.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(size - 1, (int)Math.Ceiling(Math.Max(from.Y, to.Y) + reach));
        double alongX = to.X - from.X;
        double alongY = to.Y - from.Y;
        double square = (alongX * alongX) + (alongY * alongY);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double x = column - from.X;
                double y = row - from.Y;
                double share = square > 0 ? Math.Clamp(((x * alongX) + (y * alongY)) / square, 0, 1) : 0;
                double offX = x - (share * alongX);
                double offY = y - (share * alongY);
                double distance = Math.Sqrt((offX * offX) + (offY * offY));
                double width = fromRadius + ((toRadius - fromRadius) * share);
                double cover = Smooth(Math.Clamp(0.5 + ((width - distance) / softness), 0, 1));
                int pixel = (row * size) + column;
                ink[pixel] = Math.Max(ink[pixel], cover);
            }
        }
    }

    private static double Smooth(double share) => share * share * (3 - (2 * share));
}
