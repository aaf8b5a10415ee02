using MathNet.Numerics.Distributions;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Keeps latents in a region that holds a share of N(0, I).</summary>
internal sealed class LatentBounds(LatentRegion region, double share, int latents)
{
    private readonly double _bound = region switch
    {
        LatentRegion.Ball => Math.Sqrt(ChiSquared.InvCDF(latents, share)),
        LatentRegion.Box => Normal.InvCDF(0, 1, (1 + Math.Pow(share, 1.0 / latents)) / 2),
        _ => double.PositiveInfinity,
    };

    /// <summary>[N, L] the nearest latents in the region. In the current dispose scope.</summary>
    public Tensor Keep(Tensor points)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor kept = region switch
        {
            LatentRegion.Ball => points * (_bound / points.square().sum(1, keepdim: true).sqrt().clamp_min(_bound)),
            LatentRegion.Box => points.clamp_min(-_bound).clamp_max(_bound),
            _ => points.alias(),
        };
        return kept.MoveToOuterDisposeScope();
    }
}
