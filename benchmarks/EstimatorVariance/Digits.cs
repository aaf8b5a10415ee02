using LeNetMnist.Data;
using LeNetMnist.Model;
using static TorchSharp.torch;

namespace EstimatorVariance;

/// <summary>Digits that the program draws itself, and a batch of them.</summary>
internal sealed class Digits : IDisposable
{
    private const int Batch = 128;

    private readonly ImageTensors _all;

    internal Digits(int count)
    {
        _all = new ImageTensors(HandwrittenDigits.Generate(count), CPU);
        Images = _all.Images.narrow(0, 0, Batch);
        Labels = _all.Labels.narrow(0, 0, Batch);
    }

    /// <summary>[128, 1, 28, 28] images of the batch.</summary>
    internal Tensor Images { get; }

    /// <summary>[128] their classes.</summary>
    internal Tensor Labels { get; }

    /// <summary>So many batches, in random order.</summary>
    internal IEnumerable<(Tensor Inputs, Tensor Targets)> Batches(int count)
    {
        using Generator generator = new(0);
        while (count > 0)
        {
            foreach ((Tensor Images, Tensor Labels) batch in _all.Shuffled(Batch, generator).Take(count))
            {
                yield return batch;
                count--;
            }
        }
    }

    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
        _all.Dispose();
    }
}
