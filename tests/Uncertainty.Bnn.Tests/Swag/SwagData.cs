using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Swag;

/// <summary>Weights that move about as in training.</summary>
internal static class SwagData
{
    /// <summary>Takes snapshots after random steps. Returns the weights of each, flat.</summary>
    public static double[][] Walk(nn.Module network, SwagCollector collector, int snapshots)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using Generator generator = new(9);
        List<double[]> taken = [];
        for (int i = 0; i < snapshots; i++)
        {
            foreach (Tensor parameter in network.parameters())
            {
                parameter.add_(randn(parameter.shape, generator: generator).to_type(parameter.dtype) * 0.05);
            }

            collector.Collect();
            taken.Add(Weights(network));
        }

        return [.. taken];
    }

    public static double[] Weights(nn.Module network)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. network.parameters().SelectMany(Uncertainty.Testing.Values.Of)];
    }
}
