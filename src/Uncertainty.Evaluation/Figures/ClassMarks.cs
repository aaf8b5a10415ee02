using ScottPlot;
using ScottPlot.Plottables;

namespace Uncertainty.Evaluation;

/// <summary>Marks of points by class: unlike in colour and, for readers who see no colours, in shape.</summary>
internal static class ClassMarks
{
    private static readonly MarkerShape[] Shapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown];

    public static MarkerShape Shape(int number) => Shapes[number % Shapes.Length];

    /// <summary>The points of the groups, with a light rim, so that they can be told from each other and from a map below.</summary>
    public static void Add(Plot plot, IReadOnlyList<PointGroup> groups, float size)
    {
        foreach ((int place, PointGroup group) in groups.Index())
        {
            Check(group, place);
            int number = group.Mark ?? place;
            Markers points = plot.Add.Markers(group.Xs.ToArray(), group.Ys.ToArray(), Shape(number), size, FigureLook.Series(number));
            points.MarkerStyle.OutlineColor = Colors.White;
            points.MarkerStyle.OutlineWidth = 0.75f;
            points.LegendText = group.Name;
        }
    }

    private static void Check(PointGroup group, int place)
    {
        string name = $"points[{place}]";
        Guard.NotNull(group, name);
        SpanGuard.Length(Guard.NotEmpty(group.Ys, $"{name}.Ys").Count, Guard.NotEmpty(group.Xs, $"{name}.Xs").Count, "one for each x", $"{name}.Ys");
        FigureRange.Of(group.Xs, $"{name}.Xs");
        FigureRange.Of(group.Ys, $"{name}.Ys");
        Guard.AtLeast(group.Mark ?? 0, 0, $"{name}.Mark");
    }
}
