using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Normal distributions with means of their own and one covariance: squared Mahalanobis distances by the inverse of its Cholesky factor. The tensors are in the dispose scope in which it was made, or where their owner puts them.
/// </summary>
internal sealed class ClassGaussians
{
    private const string MeansPart = "means";
    private const string OriginPart = "origin";
    private const string FactorPart = "factor";

    private readonly Tensor _means;
    private readonly Tensor _origin;
    private readonly Tensor _factor;
    private readonly Tensor _whitening;
    private readonly Tensor _centres;

    /// <param name="means">[G, F] means.</param>
    /// <param name="origin">[F] a point amid them, from which differences are taken.</param>
    /// <param name="factor">[F, F] lower triangular factor of the covariance.</param>
    public ClassGaussians(Tensor means, Tensor origin, Tensor factor)
    {
        _means = means;
        _origin = origin;
        _factor = factor;
        _whitening = Inverse(factor);
        _centres = Whiten(means);
    }

    /// <summary>Number of distributions G.</summary>
    public int Groups => (int)_means.shape[0];

    /// <summary>Number of features F.</summary>
    public long Width => _means.shape[1];

    /// <summary>All tensors, for the owner.</summary>
    public IReadOnlyList<Tensor> Tensors => [_means, _origin, _factor, _whitening, _centres];

    public static ClassGaussians Load(TensorFile file, string name)
    {
        Tensor means = file.Get(name + MeansPart, torch.ScalarType.Float64, -1, -1);
        long width = means.shape[1];
        Tensor factor = file.Get(name + FactorPart, torch.ScalarType.Float64, width, width);
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            if (!(factor.diagonal(0, 0, 1).min().item<double>() > 0))
            {
                throw file.Wrong($"its tensor '{name + FactorPart}' has values on the diagonal that are not above 0.");
            }
        }

        return new ClassGaussians(means, file.Get(name + OriginPart, torch.ScalarType.Float64, width), factor);
    }

    public IReadOnlyList<(string Name, Tensor Value)> Parts(string name) =>
        [(name + MeansPart, _means), (name + OriginPart, _origin), (name + FactorPart, _factor)];

    /// <summary>[N, G] squared distances, in the current dispose scope.</summary>
    /// <param name="features">[N, F] features.</param>
    public Tensor SquaredDistances(Tensor features)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // Through differences, not a product of matrices: classes may lie far apart, and nothing must cancel. It costs G/F of the solve.
        return torch.cdist(Whiten(features), _centres.to(features.device), 2, compute_mode.donot_use_mm_for_euclid_dist)
            .square().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// [F, F] the transposed inverse of the factor, once and for all: each score is then a product. The inverse of a triangular matrix is accurate
    /// row by row. Not every version of TorchSharp has a solver for triangular matrices.
    /// </summary>
    private static Tensor Inverse(Tensor factor)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.linalg.solve(factor.contiguous(), torch.eye(factor.shape[0], dtype: factor.dtype, device: factor.device)).t().contiguous()
            .MoveToOuterDisposeScope();
    }

    /// <summary>[N, F] rows x with L xᵀ = (f - origin)ᵀ.</summary>
    private Tensor Whiten(Tensor features)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Device device = features.device;
        return (features - _origin.to(device)).matmul(_whitening.to(device)).MoveToOuterDisposeScope();
    }
}
