namespace TorchSharp.Modules;

/// <summary>Lists of sizes from the numbers and tuples that layers are given.</summary>
internal static class Sizes
{
    internal static long[] Repeat(long value, int count)
    {
        long[] list = new long[count];
        Array.Fill(list, value);
        return list;
    }

    internal static long[]? Repeat(long? value, int count) => value is long known ? Repeat(known, count) : null;

    internal static long[] List((long, long) sizes) => [sizes.Item1, sizes.Item2];

    internal static long[]? List((long, long)? sizes) => sizes is (long, long) known ? List(known) : null;

    internal static long[] List((long, long, long) sizes) => [sizes.Item1, sizes.Item2, sizes.Item3];

    internal static long[]? List((long, long, long)? sizes) => sizes is (long, long, long) known ? List(known) : null;
}
