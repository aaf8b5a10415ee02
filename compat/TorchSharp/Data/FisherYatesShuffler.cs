using System.Collections;

namespace TorchSharp.Utils;

/// <summary>
/// The numbers from 0 in a random order: with a seed always the same one, the one that TorchSharp gives for it; without, another
/// on every pass.
/// </summary>
public class FisherYatesShuffler : IEnumerable<long>
{
    private readonly long _size;
    private readonly int? _seed;

    public FisherYatesShuffler(long size, int? seed = null)
    {
        _size = size;
        _seed = seed;
    }

    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shuffle()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private long[] Shuffle()
    {
        Random random = new(_seed ?? BitConverter.ToInt32(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(int))));
        long[] order = new long[_size];
        for (long i = 0; i < _size; i++)
        {
            long wide = ((long)random.Next() << 32) + random.Next();
            long place = wide % (i + 1);
            order[i] = order[place];
            order[place] = i;
        }

        return order;
    }
}
