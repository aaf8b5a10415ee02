using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Normally distributed outputs of a network, N inputs by themselves, the C outputs of each together. Immutable; owns its tensors.</summary>
public sealed class GaussianOutputs : IDisposable
{
    private readonly Tensor _mean;
    private readonly Tensor _covariance;

    internal GaussianOutputs(Tensor mean, Tensor covariance)
    {
        _mean = mean.DetachFromDisposeScope();
        _covariance = covariance.DetachFromDisposeScope();
    }

    /// <summary>[N, C] means, in the unit of the outputs. Belongs to this object: do not dispose.</summary>
    public Tensor Mean => _mean;

    /// <summary>[N, C, C] covariances, in the square of that unit. Belongs to this object: do not dispose.</summary>
    public Tensor Covariance => _covariance;

    /// <summary>[N, C] variances: the diagonals of <see cref="Covariance"/>. A new tensor, the caller's.</summary>
    public Tensor Variance()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _covariance.diagonal(0, 1, 2).contiguous().clone().MoveToOuterDisposeScope();
    }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        _mean.Dispose();
        _covariance.Dispose();
    }
}
