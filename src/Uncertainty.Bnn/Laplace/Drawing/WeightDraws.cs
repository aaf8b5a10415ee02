using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The normal distribution of the weights of some layers, in double. Owns its tensors, the curvature among them.</summary>
internal sealed class WeightDraws : IDisposable
{
    private readonly IReadOnlyList<WeightLayer> _layers;
    private readonly long _seed;

    /// <param name="network">The network, with the weights that are the mean.</param>
    /// <param name="curvature">Of the summed loss; given away.</param>
    /// <param name="fit">The precision of the prior, and the variance of the noise that the curvature is to be divided by.</param>
    /// <param name="seed">Seed of the draws.</param>
    public WeightDraws(LinearisedNetwork network, Curvature curvature, LaplaceFit fit, long seed)
    {
        _layers = network.Layers;
        _seed = seed;
        Curvature = curvature;
        using DisposeScope scope = torch.NewDisposeScope();
        Mean = network.Weights().DetachFromDisposeScope();
        Variances = ((curvature.Eigenvalues() / fit.NoiseVariance) + fit.PriorPrecision).reciprocal().DetachFromDisposeScope();
    }

    public Curvature Curvature { get; }

    /// <summary>[P] the trained weights ŵ.</summary>
    public Tensor Mean { get; }

    /// <summary>[P] the variances in the eigenbasis of the curvature.</summary>
    public Tensor Variances { get; }

    /// <summary>[count, P] w - ŵ of draws first, first + 1, …; new, in the current scope.</summary>
    public Tensor Offsets(int first, int count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor noise = torch.stack([.. Enumerable.Range(first, count).Select(Noise)], 0).to(Mean.device);
        return Curvature.Spread(noise, Variances.sqrt()).MoveToOuterDisposeScope();
    }

    /// <summary>For each layer [O, F] its weights in a draw; new, in the current scope.</summary>
    public IReadOnlyList<Tensor> Weights(int draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. ByLayer(Mean.unsqueeze(0) + Offsets(draw, 1)).Select(weights => weights.squeeze(0).MoveToOuterDisposeScope())];
    }

    /// <summary>For each layer [S, O, F] its part of [S, P]; views in the current scope.</summary>
    public IEnumerable<Tensor> ByLayer(Tensor weights)
    {
        long next = 0;
        foreach (WeightLayer layer in _layers)
        {
            yield return weights.narrow(1, next, layer.Parameters).reshape(-1, layer.Outputs, layer.Features);
            next += layer.Parameters;
        }
    }

    public void Dispose()
    {
        Curvature.Dispose();
        Mean.Dispose();
        Variances.Dispose();
    }

    private Tensor Noise(int draw)
    {
        using torch.Generator generator = new(unchecked((ulong)Seeds.Derive(_seed, draw)));
        return torch.randn(Mean.numel(), dtype: torch.ScalarType.Float64, generator: generator);
    }
}
