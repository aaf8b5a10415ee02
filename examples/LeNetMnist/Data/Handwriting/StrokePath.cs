namespace LeNetMnist.Data.Handwriting;

/// <summary>A point on the way of the pen.</summary>
internal readonly record struct PathPoint(double X, double Y);

/// <summary>Turns the knots of a stroke into the fine polyline that the pen follows.</summary>
/// <remarks>
/// Centripetal Catmull-Rom spline (Yuksel, Schaefer, Keyser, "Parameterization and Applications of Catmull-Rom Curves", 2011): it runs
/// through every knot and forms no loops between unevenly spaced ones. Corners and ends begin a new piece.
/// </remarks>
internal static class StrokePath
{
    private const int StepsPerSpan = 8;

    public static List<PathPoint> Trace(IReadOnlyList<Knot> knots)
    {
        List<PathPoint> path = [new(knots[0].X, knots[0].Y)];
        int first = 0;
        for (int knot = 1; knot < knots.Count; knot++)
        {
            if (knots[knot].Corner || knot == knots.Count - 1)
            {
                TracePiece(knots, first, knot, path);
                first = knot;
            }
        }

        return path;
    }

    private static void TracePiece(IReadOnlyList<Knot> knots, int first, int last, List<PathPoint> path)
    {
        for (int knot = first; knot < last; knot++)
        {
            PathPoint b = new(knots[knot].X, knots[knot].Y);
            PathPoint c = new(knots[knot + 1].X, knots[knot + 1].Y);
            PathPoint a = knot > first ? new(knots[knot - 1].X, knots[knot - 1].Y) : Along(b, c, -1);
            PathPoint d = knot + 1 < last ? new(knots[knot + 2].X, knots[knot + 2].Y) : Along(b, c, 2);
            TraceSpan(a, b, c, d, path);
        }
    }

    /// <summary>Adds the points from b (left out) to c, by the pyramid of linear interpolations of Barry and Goldman.</summary>
    private static void TraceSpan(PathPoint a, PathPoint b, PathPoint c, PathPoint d, List<PathPoint> path)
    {
        double timeB = Spacing(a, b);
        double timeC = timeB + Spacing(b, c);
        double timeD = timeC + Spacing(c, d);
        for (int step = 1; step <= StepsPerSpan; step++)
        {
            double time = timeB + ((timeC - timeB) * step / StepsPerSpan);
            PathPoint ab = Along(a, b, time / timeB);
            PathPoint bc = Along(b, c, (time - timeB) / (timeC - timeB));
            PathPoint cd = Along(c, d, (time - timeC) / (timeD - timeC));
            PathPoint abc = Along(ab, bc, time / timeC);
            PathPoint bcd = Along(bc, cd, (time - timeB) / (timeD - timeB));
            path.Add(Along(abc, bcd, (time - timeB) / (timeC - timeB)));
        }
    }

    /// <summary>Square root of the distance, kept off zero so that knots that fall together divide nothing by it.</summary>
    private static double Spacing(PathPoint from, PathPoint to)
    {
        double x = to.X - from.X;
        double y = to.Y - from.Y;
        return Math.Sqrt(Math.Sqrt((x * x) + (y * y))) + 1e-6;
    }

    private static PathPoint Along(PathPoint from, PathPoint to, double share) =>
        new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
}
