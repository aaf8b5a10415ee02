using Uncertainty.Bnn;

namespace UciRegression.Training;

/// <summary>A stream of numbers from a seed: SplitMix64, as <see cref="Seeds"/> has it.</summary>
internal sealed class ScalarRandom(long seed)
{
    private int _counter;

    /// <summary>Uniform in [0, 1).</summary>
    internal double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts the values in an order in which each is as likely as any other.</summary>
    internal void Shuffle(Span<int> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = (int)(((Next() >> 32) * (ulong)(last + 1)) >> 32);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    private ulong Next() => unchecked((ulong)Seeds.Derive(seed, _counter++));
}
