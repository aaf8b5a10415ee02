namespace Uncertainty.Bnn;

/// <summary>
/// Derives independent seeds from one: the child of (seed, index) is the same on every machine, and adding a child changes no
/// other.
/// </summary>
/// <remarks>
/// The finalizer of SplitMix64 in the form with Stafford's 13th set of constants: Steele, Lea, Flood, "Fast Splittable Pseudorandom
/// Number Generators", OOPSLA 2014.
/// </remarks>
public static class Seeds
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    /// <summary>The seed of child <paramref name="index"/> of <paramref name="seed"/>.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="index">The child's number; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static long Derive(long seed, int index)
    {
        Guard.AtLeast(index, 0);
        return unchecked((long)Mix(Mix((ulong)seed) + (((ulong)index + 1) * Golden)));
    }

    /// <summary>The number <paramref name="counter"/> of the stream of <paramref name="key"/>, uniform in [0, 1).</summary>
    /// <param name="key">Any number, such as a seed.</param>
    /// <param name="counter">Place in the stream.</param>
    public static double Uniform(long key, long counter) => Bits(key, counter) * (1.0 / (1UL << 53));

    /// <summary>
    /// Says of the numbers of a stream, one for each place of <paramref name="reached"/>, whether they are at least
    /// <paramref name="threshold"/>, in [0, 1]. Returns how many are.
    /// </summary>
    internal static int AtLeast(long key, double threshold, Span<bool> reached)
    {
        // The comparison of the numbers themselves, moved to integers: the product with 2^53 is exact.
        ulong least = (ulong)Math.Ceiling(threshold * (1UL << 53));
        int count = 0;
        for (int i = 0; i < reached.Length; i++)
        {
            bool reaches = Bits(key, i) >= least;
            reached[i] = reaches;
            count += reaches ? 1 : 0;
        }

        return count;
    }

    private static ulong Bits(long key, long counter) => Mix(unchecked((ulong)key + (((ulong)counter + 1) * Golden))) >> 11;

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += Golden;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
