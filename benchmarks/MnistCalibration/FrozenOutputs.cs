using Benchmarks.Models;
using LeNetMnist.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>What a trained network gives for each image, and what its last layer is given.</summary>
internal sealed class FrozenOutputs : IDisposable
{
    internal FrozenOutputs(Sequential network, ImageTensors images)
    {
        nn.Module<Tensor, Tensor>[] layers = [.. network.children().Cast<nn.Module<Tensor, Tensor>>()];
        Tensor Head(Tensor input) => layers[..^1].Aggregate(input, (value, layer) => layer.call(value));
        Features = Table(Networks.Values(images, Head), images.Count);
        Logits = Table(Networks.Values(images, network.call), images.Count);
        Labels = images.Labels.clone();
    }

    /// <summary>[N, F].</summary>
    internal Tensor Features { get; }

    /// <summary>[N, C].</summary>
    internal Tensor Logits { get; }

    /// <summary>[N].</summary>
    internal Tensor Labels { get; }

    internal int Count => (int)Labels.shape[0];

    internal static int Classes => LeNet.Classes;

    public void Dispose()
    {
        Features.Dispose();
        Logits.Dispose();
        Labels.Dispose();
    }

    private static Tensor Table(double[] values, int rows)
    {
        using Tensor flat = tensor(values, dtype: ScalarType.Float32);
        return flat.reshape(rows, -1);
    }
}
