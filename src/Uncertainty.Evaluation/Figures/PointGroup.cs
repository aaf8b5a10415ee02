using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Points of one kind in a plane, such as those of a class, under a name.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Xs">[N] finite values to the right; at least one.</param>
/// <param name="Ys">[N] finite values up.</param>
/// <param name="Mark">
/// Number of its mark, a colour and a shape: 35 of them, then from the first again. Default null: its place among the groups.
/// </param>
public sealed record PointGroup(string Name, IReadOnlyList<double> Xs, IReadOnlyList<double> Ys, int? Mark = null)
{
    /// <summary>The points of each class that has any, in order of the classes, whose numbers are those of the marks.</summary>
    /// <param name="points">[N, D] finite points.</param>
    /// <param name="labels">[N] classes, each at least 0.</param>
    /// <param name="classNames">Name of each class. Default null: its number.</param>
    /// <param name="dimensions">Which two of the D values are x and y. Default null: the first two.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="points"/> are of another shape, empty or not finite, or <paramref name="labels"/> are not as many.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label has no name or is below 0, or there is no such dimension.</exception>
    public static IReadOnlyList<PointGroup> ByClass(
        Tensor points, IReadOnlyList<long> labels, IReadOnlyList<string>? classNames = null, (int X, int Y)? dimensions = null)
    {
        Guard.Rank(points, 2, "[N, D]");
        Guard.Finite(points);
        Guard.NotNull(labels);
        SpanGuard.Length(labels.Count, (int)points.shape[0], "one for each point", nameof(labels));
        ClassNames.CheckLabels(labels, classNames?.Count);
        int columns = (int)points.shape[1];
        (int x, int y) = dimensions ?? (0, 1);
        foreach (int dimension in new[] { x, y })
        {
            if (dimension < 0 || dimension >= columns)
            {
                throw new ArgumentOutOfRangeException(nameof(dimensions), dimension, $"must be in range [0, {columns - 1}], as the points are [N, {columns}].");
            }
        }

        double[] values = PlainNumbers.Of(points);
        return
        [
            .. Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(group => group.Key).Select(group => new PointGroup(
                ClassNames.Of(group.Key, classNames),
                [.. group.Select(i => values[(i * columns) + x])],
                [.. group.Select(i => values[(i * columns) + y])],
                (int)group.Key)),
        ];
    }
}
