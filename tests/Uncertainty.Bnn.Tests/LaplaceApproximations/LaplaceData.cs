using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>Small networks in double, and data for them.</summary>
internal static class LaplaceData
{
    public const int Count = 40;

    /// <summary>[N, 4] → [N, 3] with features of 5 and a bias.</summary>
    public static nn.Module<Tensor, Tensor> Classifier(bool bias = true)
    {
        manual_seed(3);
        nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("fc1", nn.Linear(Networks.Features, 5)), ("act", nn.Tanh()), ("drop", nn.Dropout(0.5)), ("fc2", nn.Linear(5, 3, bias)));
        network.to(ScalarType.Float64);
        return network;
    }

    public static Tensor Inputs(long seed = 1, long count = Count)
    {
        using Tensor single = Networks.Inputs(seed, count, Networks.Features);
        return single.to_type(ScalarType.Float64);
    }

    public static Tensor Labels(long count = Count)
    {
        using DisposeScope scope = NewDisposeScope();
        return (arange(0, count) * 7).remainder(3).to_type(ScalarType.Int64).MoveToOuterDisposeScope();
    }

    /// <summary>The data in batches of some size, and a smaller last one.</summary>
    public static IEnumerable<(Tensor, Tensor)> Batches(Tensor inputs, Tensor targets, long size = 16)
    {
        for (long first = 0; first < inputs.shape[0]; first += size)
        {
            using DisposeScope scope = NewDisposeScope();
            long length = Math.Min(size, inputs.shape[0] - first);
            yield return (inputs.narrow(0, first, length), targets.narrow(0, first, length));
        }
    }

    /// <summary>Features of <see cref="Classifier"/> with a last 1 for the bias.</summary>
    public static double[][] Features(nn.Module<Tensor, Tensor> network, Tensor inputs, bool bias = true)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        TorchSharp.Modules.Linear first = network.modules().OfType<TorchSharp.Modules.Linear>().First();
        double[] flat = Values.Of(first.call(inputs).tanh());
        return [.. flat.Chunk(5).Select(row => (double[])[.. row, .. bias ? (double[])[1.0] : []])];
    }

    /// <summary>[C, F] the last layer's weights, with the bias in a last column.</summary>
    public static double[] Weights(nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = NewDisposeScope();
        TorchSharp.Modules.Linear last = network.modules().OfType<TorchSharp.Modules.Linear>().Last();
        double[][] rows = [.. Values.Of(last.weight!).Chunk((int)last.weight!.shape[1])];
        double[] bias = last.bias is null ? [] : Values.Of(last.bias);
        return [.. rows.SelectMany((row, i) => bias.Length == 0 ? row : [.. row, bias[i]])];
    }
}
