using Rows = UciRegression.Data.Examples;

namespace RegressionUncertainty;

/// <summary>
/// A curve of one input, for which no data are needed: y = sin 2x + x/2 with normal noise that grows from left to right, and no inputs
/// between -1 and 1.
/// </summary>
internal static class Curve
{
    /// <summary>Inputs lie between <see cref="Inner"/> and this, to either side of 0.</summary>
    public const double Outer = 3;

    public const double Inner = 1;

    /// <summary>Draws the curve's data.</summary>
    public static RegressionData Draw(long seed)
    {
        Random random = new((int)(seed % int.MaxValue));
        return new RegressionData("a curve with a gap, drawn", "y", Points(random, 400), Points(random, 200), Points(random, 1_000));
    }

    /// <summary>Inputs from left to right, the gap and what lies beyond the data included.</summary>
    public static Rows Line(double low, double high, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => new[] { low + ((high - low) * i / (count - 1)) })], new double[count]);

    /// <summary>Standard deviation of the noise: 0.05 at the left end, 0.5 at the right.</summary>
    public static double Noise(double x) => 0.05 + (0.45 * (x + Outer) / (2 * Outer));

    private static Rows Points(Random random, int count)
    {
        double[] xs = [.. Enumerable.Range(0, count).Select(_ => (random.Next(2) == 0 ? -1 : 1) * (Inner + ((Outer - Inner) * random.NextDouble())))];
        return new Rows([.. xs.Select(x => new[] { x })], [.. xs.Select(x => Math.Sin(2 * x) + (0.5 * x) + (Noise(x) * Normal(random)))]);
    }

    /// <summary>A standard normal number, by Box and Muller.</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
