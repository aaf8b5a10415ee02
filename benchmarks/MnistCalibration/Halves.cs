using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>Test images in two halves: one to fit on, the other to measure on.</summary>
internal static class Halves
{
    /// <summary>Another one for each network and each split.</summary>
    internal static (Predictions Fit, Predictions Measure) Of(Predictions all, int network, int split)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)Seeds.Derive(network, split));
        int[] order = [.. randperm(all.Count, generator: generator).data<long>().ToArray().Select(i => (int)i)];
        return (all.Take(order[..(order.Length / 2)]), all.Take(order[(order.Length / 2)..]));
    }
}
