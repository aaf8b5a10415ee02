using LeNetMnist.Data;
using LeNetMnist.Model;
using static TorchSharp.torch;

namespace PosteriorCosts;

/// <summary>The images of a run, as tensors.</summary>
internal sealed class Images(DataSource source) : IDisposable
{
    /// <summary>What they are.</summary>
    internal string Name { get; } = source.Name;

    internal ImageTensors Train { get; } = new(source.Train, CPU);

    internal ImageTensors Test { get; } = new(source.Test, CPU);

    /// <summary>The training images in batches of one size, in order, a smaller last one left out; the current dispose scope's.</summary>
    internal IReadOnlyList<(Tensor Inputs, Tensor Targets)> Batches(int size) =>
    [
        .. Enumerable.Range(0, Train.Count / size)
            .Select(batch => (Train.Images.narrow(0, (long)batch * size, size), Train.Labels.narrow(0, (long)batch * size, size))),
    ];

    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
    }
}
