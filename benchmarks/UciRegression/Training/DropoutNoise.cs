using System.Numerics;
using System.Runtime.CompilerServices;

namespace UciRegression.Training;

/// <summary>Dropout factors, one per lane: 0 with the probability of the rate, else 1 / (1 - rate).</summary>
internal struct DropoutNoise
{
    private readonly Vector<uint> _threshold;
    private readonly Vector<float> _kept;
    private LaneRandom _random;

    internal DropoutNoise(double rate, long seed)
    {
        _threshold = new Vector<uint>((uint)Math.Round(rate * uint.MaxValue));
        _kept = new Vector<float>((float)(1 / (1 - rate)));
        _random = new LaneRandom(seed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Next() =>
        Vector.ConditionalSelect(
            Vector.GreaterThanOrEqual(_random.Next(), _threshold).As<uint, float>(), _kept, Vector<float>.Zero);
}
