namespace LeNetMnist.Data.Handwriting;

/// <summary>
/// Random numbers from a counter: number k of the sequence (seed, stream, index) is a 64-bit mix of the four, so that sequences are
/// independent of one another and of the order in which they are used. Only additions, multiplications and shifts: the same bits on
/// every machine.
/// </summary>
/// <remarks>The mix is the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).</remarks>
internal sealed class CounterRandom(long seed, long stream, long index)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(Mix(Mix((ulong)seed + Step) + (ulong)stream) + (ulong)index);

    public ulong NextBits()
    {
        _state += Step;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>Uniform among 0 to count - 1.</summary>
    public int Below(int count) => (int)(((NextBits() >> 32) * (ulong)count) >> 32);

    /// <summary>
    /// Close to standard normal: the sum of four uniform numbers, centred and scaled to variance 1, within ±3.47. Unlike the usual
    /// transforms it needs no logarithm or cosine, whose last bit differs between machines.
    /// </summary>
    public double Normal()
    {
        const double RootOfThree = 1.7320508075688772;
        ulong bits = NextBits();
        ulong sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65536.0) - (2 - (2 / 65536.0))) * RootOfThree;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
