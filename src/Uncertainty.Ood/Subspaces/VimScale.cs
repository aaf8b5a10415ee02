using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>What <see cref="VimDetector"/> gathers in its second pass. Owns its tensors, not the head.</summary>
internal sealed class VimScale(LinearHead head) : IDisposable
{
    /// <summary>Residuals that are a smaller part of the features are taken for rounding.</summary>
    private const double LeastResidual = 1e-10;

    private double _logits;
    private double _residuals;
    private double _sizes;
    private long _count;

    /// <summary>[F] origin.</summary>
    public Tensor Origin { get; private set; } = null!;

    /// <summary>[F, F - D] basis of the residual space.</summary>
    public Tensor Basis { get; private set; } = null!;

    public void Take(GroupMoments moments, int dimensions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor origin, Tensor basis) = ResidualSpace.Of(moments, head, dimensions);
        Origin = origin.DetachFromDisposeScope();
        Basis = basis.DetachFromDisposeScope();
    }

    public void Add(Tensor features)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _logits += head.Apply(features).amax([1]).sum().item<double>();
        _residuals += ResidualSpace.Norms(features, Origin, Basis).sum().item<double>();
        _sizes += (features - Origin).square().sum(1).sqrt().sum().item<double>();
        _count += features.shape[0];
    }

    /// <summary>The mean of the largest logit over the mean residual.</summary>
    /// <exception cref="ArgumentException">One of them is not above 0.</exception>
    public double Alpha()
    {
        if (!(_residuals > LeastResidual * _sizes))
        {
            throw FitErrors.Batches(
                $"must have features outside the principal subspace: the mean residual is {_residuals / _count:G4}. Set fewer Dimensions in the "
                + "options.");
        }

        return _logits > 0
            ? _logits / _residuals
            : throw FitErrors.Batches(
                $"must have largest logits above 0 on average, as the residual is scaled to them; the mean is {_logits / _count:G4}. Add a "
                + "constant to all biases of the last layer: it changes no prediction.");
    }

    public void Dispose()
    {
        Origin?.Dispose();
        Basis?.Dispose();
    }
}
