using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Sums the generalised Gauss-Newton matrix of a Linear layer over inputs, batch by batch in double: H = Σ_n Λ_n ⊗ φ_n φ_nᵀ, where
/// Λ_n [C, C] is the second derivative of input n's loss by the outputs and φ_n [F] its features.
/// </summary>
/// <remarks>
/// Λ_n is diag(p) - p pᵀ for a softmax with probabilities p, and 1 (before it is divided by the variance of the noise) for a regression.
/// The Kronecker form puts the mean of the Λ_n in place of each: Martens and Grosse, "Optimizing Neural Networks with Kronecker-factored
/// Approximate Curvature", ICML 2015; Ritter, Botev, Barber, "A Scalable Laplace Approximation for Neural Networks", ICLR 2018.
/// </remarks>
internal sealed class CurvatureSum : IDisposable
{
    private readonly LaplaceCovariance _covariance;
    private readonly long _outputs;
    private readonly long _features;
    private readonly Tensor _first;
    private readonly Tensor? _second;
    private long _count;

    /// <param name="covariance">What to keep.</param>
    /// <param name="outputs">C.</param>
    /// <param name="features">F.</param>
    /// <param name="classes">Whether the outputs are logits of classes.</param>
    /// <param name="device">Where to compute.</param>
    public CurvatureSum(LaplaceCovariance covariance, long outputs, long features, bool classes, torch.Device device)
    {
        // All inputs of a regression have the same Λ: the full matrix is a Kronecker product.
        _covariance = covariance == LaplaceCovariance.Full && !classes ? LaplaceCovariance.Kronecker : covariance;
        _outputs = outputs;
        _features = features;
        _first = Zeros(_covariance switch
        {
            LaplaceCovariance.Full => [outputs * features, outputs * features],
            LaplaceCovariance.Kronecker => [features, features],
            _ => [outputs, features],
        });
        _second = _covariance == LaplaceCovariance.Kronecker ? Zeros([outputs, outputs]) : null;

        Tensor Zeros(long[] shape) => torch.zeros(shape, dtype: torch.ScalarType.Float64, device: device).DetachFromDisposeScope();
    }

    /// <summary>Takes in features [n, F], and probabilities [n, C] where the outputs are logits. In double.</summary>
    public void Add(Tensor features, Tensor? probabilities)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _count += features.shape[0];
        switch (_covariance)
        {
            case LaplaceCovariance.Full:
                AddFull(features, probabilities!);
                break;
            case LaplaceCovariance.Kronecker:
                _first.add_(features.t().mm(features));
                _second!.add_(probabilities is null
                    ? torch.eye(_outputs, dtype: _second.dtype, device: _second.device) * features.shape[0]
                    : torch.diag(probabilities.sum(0L)) - probabilities.t().mm(probabilities));
                break;
            default:
                Tensor squares = features.square();
                _first.add_(probabilities is null ? squares.sum(0L).unsqueeze(0) : (probabilities * (1 - probabilities)).t().mm(squares));
                break;
        }
    }

    /// <summary>The curvature of all inputs.</summary>
    public Curvature Complete()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _covariance switch
        {
            LaplaceCovariance.Full => FullCurvature.Of(_first, _outputs),
            LaplaceCovariance.Kronecker => KroneckerCurvature.Of(_second! / _count, _first),
            _ => DiagonalCurvature.Of(_first),
        };
    }

    public void Dispose()
    {
        _first.Dispose();
        _second?.Dispose();
    }

    /// <summary>The part diag(p) fills the blocks on the diagonal; the part p pᵀ is one product for all blocks.</summary>
    private void AddFull(Tensor features, Tensor probabilities)
    {
        for (long output = 0; output < _outputs; output++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor weighted = features * probabilities.narrow(1, output, 1);
            Tensor rows = _first.narrow(0, output * _features, _features);
            rows.narrow(1, output * _features, _features).add_(features.t().mm(weighted));
        }

        Tensor joint = (probabilities.unsqueeze(2) * features.unsqueeze(1)).reshape(features.shape[0], -1);
        _first.sub_(joint.t().mm(joint));
    }
}
