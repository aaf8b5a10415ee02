using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A trained network with the layers whose weights vary, and the derivatives of its outputs by them.</summary>
internal abstract class LinearisedNetwork
{
    protected LinearisedNetwork(torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<WeightLayer> layers)
    {
        Network = network;
        Layers = layers;
    }

    public torch.nn.Module<Tensor, Tensor> Network { get; }

    /// <summary>The layers, in the order of the module tree.</summary>
    public IReadOnlyList<WeightLayer> Layers { get; }

    /// <summary>Names and shapes of the layers, a line for each.</summary>
    public string Layout => string.Join('\n', Layers.Select(layer => layer.Layout));

    /// <summary>What is to be kept of the curvature where so much is asked for.</summary>
    public abstract LaplaceCovariance Kept(LaplaceCovariance covariance, bool classes);

    /// <summary>Runs [n, …] inputs in evaluation mode. What it gives lives in the current scope.</summary>
    /// <exception cref="InvalidOperationException">The network does not run as it must, or its outputs are not finite.</exception>
    public abstract LinearisedPass Run(Tensor inputs);

    /// <summary>[P] the weights as they are, in double. New, in the current scope.</summary>
    public Tensor Weights()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.cat([.. Layers.Select(layer => layer.Weights().flatten())], 0).MoveToOuterDisposeScope();
    }
}
