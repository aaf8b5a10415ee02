namespace Uncertainty.Bnn;

/// <summary>The shape of something that each row and each unit of values has one of.</summary>
internal static class UnitShape
{
    /// <summary>[rows, 1, …, units] where the units are along the last dimension, else [rows, units, 1, …].</summary>
    /// <param name="values">[N, …] shape of the values, of at least two dimensions.</param>
    /// <param name="rows">Number of rows; 1 where all share one.</param>
    /// <param name="last">Whether the units are along the last dimension.</param>
    public static long[] Of(long[] values, long rows, bool last)
    {
        long[] shape = [.. Enumerable.Repeat(1L, values.Length)];
        int units = last ? shape.Length - 1 : 1;
        shape[0] = rows;
        shape[units] = values[units];
        return shape;
    }
}
