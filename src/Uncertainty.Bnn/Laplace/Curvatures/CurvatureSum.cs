using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Sums the generalised Gauss-Newton matrix of some layers over inputs, chunk by chunk, in double.</summary>
/// <remarks>
/// The Kronecker form of a layer is (Σ g Λ gᵀ / M) ⊗ (Σ a aᵀ), the sums over all M inputs and positions: Martens and Grosse, "Optimizing Neural
/// Networks with Kronecker-factored Approximate Curvature", ICML 2015; for convolutions, which have many positions, Grosse and Martens, "A
/// Kronecker-factored approximate Fisher matrix for convolution layers", ICML 2016 ("expand" in Eschenhagen et al., NeurIPS 2023). Layers
/// are taken for independent: Ritter, Botev, Barber, "A Scalable Laplace Approximation for Neural Networks", ICLR 2018.
/// </remarks>
internal sealed class CurvatureSum : IDisposable
{
    private readonly LaplaceCovariance _covariance;
    private readonly (Tensor First, Tensor? Second)[] _sums;
    private readonly long[] _counts;

    /// <param name="covariance">What to keep.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="device">Where to compute.</param>
    public CurvatureSum(LaplaceCovariance covariance, IReadOnlyList<WeightLayer> layers, torch.Device device)
    {
        _covariance = covariance;
        _counts = new long[layers.Count];
        long all = layers.Sum(layer => layer.Parameters);
        _sums = covariance switch
        {
            LaplaceCovariance.Full => [(Zeros(all, all), null)],
            LaplaceCovariance.Kronecker =>
                [.. layers.Select(layer => (Zeros(layer.Outputs, layer.Outputs), (Tensor?)Zeros(layer.Features, layer.Features)))],
            _ => [.. layers.Select(layer => (Zeros(layer.Outputs, layer.Features), (Tensor?)null))],
        };

        Tensor Zeros(long rows, long columns) =>
            torch.zeros([rows, columns], dtype: torch.ScalarType.Float64, device: device).DetachFromDisposeScope();
    }

    /// <summary>Numbers that are kept of layers.</summary>
    public static Int128 Numbers(LaplaceCovariance covariance, IReadOnlyList<WeightLayer> layers)
    {
        Int128 all = layers.Sum(layer => layer.Parameters);
        return covariance switch
        {
            LaplaceCovariance.Full => all * all,
            LaplaceCovariance.Kronecker => layers.Aggregate(
                (Int128)0, (sum, layer) => sum + ((Int128)layer.Outputs * layer.Outputs) + ((Int128)layer.Features * layer.Features)),
            _ => all,
        };
    }

    /// <summary>Doubles that <see cref="Add"/> takes for one input, beside the derivatives' factors.</summary>
    public static long RowLength(LaplaceCovariance covariance, IReadOnlyList<LayerJacobian> jacobians) => covariance switch
    {
        LaplaceCovariance.Full => jacobians.Sum(jacobian => 2 * jacobian.Quantities * jacobian.Parameters),
        LaplaceCovariance.Kronecker => jacobians.Max(jacobian => jacobian.Length),
        _ => jacobians.Max(jacobian => jacobian.Length + (jacobian.Positions > 1 ? 2 * jacobian.Parameters : 0)),
    };

    /// <summary>Takes in some inputs.</summary>
    public void Add(CurvatureTerms terms)
    {
        for (int layer = 0; layer < _counts.Length; layer++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            _counts[layer] += terms.Count(layer);
            switch (_covariance)
            {
                case LaplaceCovariance.Kronecker:
                    _sums[layer].First.add_(terms.OutputSquares(layer));
                    _sums[layer].Second!.add_(terms.FeatureSquares(layer));
                    break;
                case LaplaceCovariance.Diagonal:
                    _sums[layer].First.add_(terms.Diagonal(layer));
                    break;
            }
        }

        if (_covariance == LaplaceCovariance.Full)
        {
            terms.AddTo(_sums[0].First);
        }
    }

    /// <summary>The curvature of all inputs.</summary>
    public Curvature Complete()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _covariance switch
        {
            LaplaceCovariance.Full => FullCurvature.Of(_sums[0].First),
            LaplaceCovariance.Kronecker => KroneckerCurvature.Of([.. _sums.Select((sum, layer) => (sum.First / _counts[layer], sum.Second!))]),
            _ => DiagonalCurvature.Of(torch.cat([.. _sums.Select(sum => sum.First.flatten())], 0)),
        };
    }

    public void Dispose()
    {
        foreach ((Tensor first, Tensor? second) in _sums)
        {
            first.Dispose();
            second?.Dispose();
        }
    }
}
