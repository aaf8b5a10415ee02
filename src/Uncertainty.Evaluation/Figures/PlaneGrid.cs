using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>A grid of cells over a plane, and a function's values in their middles.</summary>
internal sealed class PlaneGrid
{
    private const int BatchRows = 4096;

    private readonly (double Low, double High) _x;
    private readonly (double Low, double High) _y;

    /// <summary>So many cells along the longer side; the other side has as many as make them square, at least 2.</summary>
    public PlaneGrid((double Low, double High) xRange, (double Low, double High) yRange, int resolution)
    {
        Check(xRange, nameof(xRange));
        Check(yRange, nameof(yRange));
        Guard.AtLeast(resolution, 2);
        (_x, _y) = (xRange, yRange);
        double width = xRange.High - xRange.Low;
        double height = yRange.High - yRange.Low;
        double cell = Math.Max(width, height) / resolution;
        Columns = Math.Max(2, (int)Math.Round(width / cell));
        Rows = Math.Max(2, (int)Math.Round(height / cell));
    }

    public int Rows { get; }

    public int Columns { get; }

    public static void Check((double Low, double High) range, string name)
    {
        if (!(double.IsFinite(range.Low) && double.IsFinite(range.High) && range.Low < range.High))
        {
            throw new ArgumentOutOfRangeException(name, range, "must be from a finite number to a greater one.");
        }
    }

    /// <summary>[H, W] values of a function from [N, 2] points to [N], row 0 at the least y; the function gets a batch at a time.</summary>
    public double[] Evaluate(Func<Tensor, double[]> function)
    {
        double[] values = new double[Rows * Columns];
        for (int first = 0; first < values.Length; first += BatchRows)
        {
            int count = Math.Min(BatchRows, values.Length - first);
            using Tensor points = Points(first, count);
            double[] batch = function(points);
            if (batch.Length != count)
            {
                throw new InvalidOperationException($"The measure gave {batch.Length} values of {count} points; there must be one for each.");
            }

            batch.CopyTo(values, first);
        }

        return values;
    }

    private Tensor Points(int first, int count)
    {
        double[] points = new double[2 * count];
        for (int i = 0; i < count; i++)
        {
            (int row, int column) = Math.DivRem(first + i, Columns);
            points[2 * i] = Middle(_x, column, Columns);
            points[(2 * i) + 1] = Middle(_y, row, Rows);
        }

        using Tensor wide = PlainNumbers.ToTensor(points, count, 2);
        return wide.to_type(torch.ScalarType.Float32);
    }

    private static double Middle((double Low, double High) range, int cell, int cells) =>
        range.Low + ((range.High - range.Low) * (cell + 0.5) / cells);
}
