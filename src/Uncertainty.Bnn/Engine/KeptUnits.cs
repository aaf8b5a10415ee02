using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The units (or channels) that one draw keeps of a layer's.</summary>
internal sealed class KeptUnits
{
    private readonly bool[] _kept;
    private readonly double _rate;

    /// <summary>Draws the mask: the units of the stream of <paramref name="key"/> whose number is not below the rate.</summary>
    public KeptUnits(long key, double rate, long units)
    {
        _rate = rate;
        _kept = new bool[units];
        Count = Seeds.AtLeast(key, rate, _kept);
    }

    /// <summary>Number of units that are kept.</summary>
    public int Count { get; }

    /// <summary>Number of units, kept or not.</summary>
    public int Units => _kept.Length;

    /// <summary>What is kept is multiplied by this: 1 / (1 - rate).</summary>
    public double Scale => _rate < 1 ? 1 / (1 - _rate) : 0;

    /// <summary>
    /// [Count · block] numbers of the kept units (int64), where each unit stands for <paramref name="block"/> values that follow one
    /// another.
    /// </summary>
    public Tensor Indices(torch.Device device, long block = 1)
    {
        long[] indices = new long[Count * block];
        int next = 0;
        for (int unit = 0; unit < _kept.Length; unit++)
        {
            for (long i = 0; _kept[unit] && i < block; i++)
            {
                indices[next++] = (unit * block) + i;
            }
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return torch.tensor(indices).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>Factors of all units in a shape: 0 for what is dropped, <see cref="Scale"/> for what is kept.</summary>
    public Tensor Factors(long[] shape, torch.ScalarType type, torch.Device device)
    {
        float[] kept = new float[_kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = _kept[i] ? 1 : 0;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return (torch.tensor(kept, shape).to(type, device) * Scale).MoveToOuterDisposeScope();
    }
}
