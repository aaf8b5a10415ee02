namespace Uncertainty.Bnn.Distributions;

/// <summary>Arithmetic of shapes.</summary>
internal static class Shapes
{
    /// <summary>The shape that both broadcast to; null if there is none.</summary>
    public static long[]? Broadcast(ReadOnlySpan<long> one, ReadOnlySpan<long> other)
    {
        long[] result = new long[Math.Max(one.Length, other.Length)];
        for (int back = 1; back <= result.Length; back++)
        {
            long a = back <= one.Length ? one[^back] : 1;
            long b = back <= other.Length ? other[^back] : 1;
            if (a != b && a != 1 && b != 1)
            {
                return null;
            }

            result[^back] = a == 1 ? b : a;
        }

        return result;
    }

    public static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    public static string Text(IEnumerable<string> shape) => $"[{string.Join(", ", shape)}]";
}
