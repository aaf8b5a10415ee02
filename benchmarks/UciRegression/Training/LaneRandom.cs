using System.Numerics;
using System.Runtime.CompilerServices;
using Uncertainty.Bnn;

namespace UciRegression.Training;

/// <summary>One generator per vector lane, xoshiro128++, each started from a seed of its own.</summary>
/// <remarks>Blackman, Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM Transactions on Mathematical Software, 2021.</remarks>
internal struct LaneRandom
{
    private Vector<uint> _a;
    private Vector<uint> _b;
    private Vector<uint> _c;
    private Vector<uint> _d;

    internal LaneRandom(long seed)
    {
        _a = State(seed, 0);
        _b = State(seed, 1);
        _c = State(seed, 2);
        _d = State(seed, 3);
    }

    /// <summary>Uniform over all 32-bit numbers, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<uint> Next()
    {
        Vector<uint> result = RotateLeft(_a + _d, 7) + _a;
        Vector<uint> shifted = _b << 9;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = RotateLeft(_d, 11);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> RotateLeft(Vector<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));

    private static Vector<uint> State(long seed, int word)
    {
        uint[] lanes = new uint[Vector<uint>.Count];
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = unchecked((uint)(Seeds.Derive(seed, (4 * lane) + word) >> 32));
        }

        return new Vector<uint>(lanes);
    }
}
