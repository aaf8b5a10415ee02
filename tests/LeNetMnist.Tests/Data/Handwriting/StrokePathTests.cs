using LeNetMnist.Data.Handwriting;

namespace LeNetMnist.Tests.Data.Handwriting;

internal sealed class StrokePathTests
{
    [Test]
    public void Trace_KnotsOnALine_StaysOnIt()
    {
        List<PathPoint> path = StrokePath.Trace([new(0, 0, false), new(0.2, 0.4, false), new(0.5, 1, false)]);

        Assert.That(path.Select(point => point.Y - (2 * point.X)), Has.All.EqualTo(0).Within(1e-9));
        Assert.That(path.Select(point => point.X), Is.Ordered.And.Unique);
    }

    [Test]
    public void Trace_AnyKnots_RunsThroughAllOfThemInOrder()
    {
        Knot[] knots = [new(0.1, 0.2, false), new(0.4, 0, false), new(0.6, 0.5, true), new(0, 0.9, false), new(0.5, 1, false)];

        List<PathPoint> path = StrokePath.Trace(knots);

        int[] places = [.. knots.Select(knot => path.FindIndex(point => Distance(point, knot) < 1e-6))];
        Assert.That(places, Has.None.EqualTo(-1).And.Ordered);
        Assert.That(places[^1], Is.EqualTo(path.Count - 1));
    }

    [Test]
    public void Trace_Corner_IsStraightOnBothSidesWhereASmoothKnotIsNot()
    {
        List<PathPoint> sharp = StrokePath.Trace([new(0, 0, false), new(1, 0, true), new(1, 1, false)]);
        List<PathPoint> round = StrokePath.Trace([new(0, 0, false), new(1, 0, false), new(1, 1, false)]);

        Assert.That(sharp.Max(point => Math.Min(Math.Abs(point.Y), Math.Abs(point.X - 1))), Is.LessThan(1e-9));
        Assert.That(round.Max(point => Math.Min(Math.Abs(point.Y), Math.Abs(point.X - 1))), Is.GreaterThan(0.02));
    }

    [Test]
    public void Trace_KnotsThatFallTogether_StaysFinite()
    {
        List<PathPoint> path = StrokePath.Trace([new(0.5, 0.5, false), new(0.5, 0.5, false), new(0.5, 0.5, false)]);

        Assert.That(path.Select(point => point.X), Has.All.EqualTo(0.5).Within(1e-9));
    }

    private static double Distance(PathPoint point, Knot knot) =>
        Math.Abs(point.X - knot.X) + Math.Abs(point.Y - knot.Y);
}
