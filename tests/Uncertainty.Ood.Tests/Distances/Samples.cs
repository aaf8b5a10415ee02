using TorchSharp;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>Small labelled features for tests, with plain arrays beside the tensors for naive loops.</summary>
internal sealed class Samples : IDisposable
{
    /// <param name="count">N.</param>
    /// <param name="width">F.</param>
    /// <param name="classes">C; labels go round.</param>
    /// <param name="offset">Added to every value.</param>
    /// <param name="seed">Of the values.</param>
    public Samples(int count, int width, int classes, double offset = 0, long seed = 1)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor labels = torch.arange(count) % classes;
        Tensor mixing = Networks.Inputs(seed + 100, width, width).to_type(torch.ScalarType.Float64);
        Tensor centres = Networks.Inputs(seed + 200, classes, width).to_type(torch.ScalarType.Float64) * 3;
        Tensor noise = Networks.Inputs(seed, count, width).to_type(torch.ScalarType.Float64).matmul(mixing);
        Labels = labels.to_type(torch.ScalarType.Int64).DetachFromDisposeScope();
        Features = (centres.index_select(0, Labels) + noise + offset).DetachFromDisposeScope();
        Rows = [.. Values.Of(Features).Chunk(width)];
        Classes = [.. Labels.data<long>().ToArray().Select(label => (int)label)];
    }

    public Tensor Features { get; }

    public Tensor Labels { get; }

    public double[][] Rows { get; }

    public int[] Classes { get; }

    /// <summary>Batches of a size, in order; made anew each time they are asked for, and given back by whoever asks for the next.</summary>
    public IEnumerable<(Tensor Inputs, Tensor Labels)> Labelled(int size)
    {
        for (int first = 0; first < Rows.Length; first += size)
        {
            long length = Math.Min(size, Rows.Length - first);
            using Tensor inputs = Features.narrow(0, first, length);
            using Tensor labels = Labels.narrow(0, first, length);
            yield return (inputs, labels);
        }
    }

    public IEnumerable<Tensor> Batches(int size) => Labelled(size).Select(batch => batch.Inputs);

    public void Dispose()
    {
        Features.Dispose();
        Labels.Dispose();
    }
}
