using static TorchSharp.torch;

namespace TrainingMemory;

/// <summary>Resident memory and live tensors of this process, sampled along a run.</summary>
internal sealed class MemoryCurve
{
    private const double Mebibyte = 1024 * 1024;

    private readonly List<double> _resident = [];

    internal MemoryCurve()
    {
        TensorsAtStart = Tensor.TotalCount;
        TensorsAtMost = TensorsAtStart;
        TensorsAtEnd = TensorsAtStart;
    }

    internal long TensorsAtStart { get; }

    internal long TensorsAtMost { get; private set; }

    internal long TensorsAtEnd { get; private set; }

    /// <summary>Resident memory of the first sample after the warm-up, in MiB.</summary>
    internal double Warm { get; private set; }

    internal double Most => _resident.Max();

    internal double End => _resident[^1];

    /// <summary>From the warm-up to the end, in percent.</summary>
    internal double Drift => 100 * (End - Warm) / Warm;

    internal void Sample(bool warm)
    {
        _resident.Add(Environment.WorkingSet / Mebibyte);
        TensorsAtEnd = Tensor.TotalCount;
        TensorsAtMost = Math.Max(TensorsAtMost, TensorsAtEnd);
        if (warm)
        {
            Warm = _resident[^1];
        }
    }
}
