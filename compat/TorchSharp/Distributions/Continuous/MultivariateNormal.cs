using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Of a mean [..., D] and one of: a covariance, a precision, or the lower Cholesky factor of the covariance, [..., D, D].</summary>
public class MultivariateNormal : distributions.Distribution
{
    private Tensor _factor;
    private Tensor loc;

    public MultivariateNormal(
        Tensor loc,
        Tensor? covariance_matrix = null,
        Tensor? precision_matrix = null,
        Tensor? scale_tril = null,
        Generator? generator = null)
        : base(generator)
    {
        Tensor[] given = [.. new[] { covariance_matrix, precision_matrix, scale_tril }.OfType<Tensor>()];
        if (given.Length != 1)
        {
            throw new ArgumentException(
                $"Exactly one of covariance_matrix, precision_matrix and scale_tril must be given; got {given.Length}.");
        }

        if (given[0].dim() < 2)
        {
            throw new ArgumentException($"The matrix must have at least two dimensions; got {given[0].dim()}.");
        }

        _init(broadcast_shapes(given[0].shape[..^2], loc.shape[..^1]), loc.shape[^1..]);
        _factor = scale_tril is not null ? Own(scale_tril)
            : covariance_matrix is not null ? linalg.cholesky(covariance_matrix).DetachFromDisposeScope()
            : FactorOfInverse(precision_matrix!).DetachFromDisposeScope();
        this.loc = Widen(loc, batch_shape, -1);
    }

    public override Tensor mean => loc;

    public override Tensor mode => loc;

    public override Tensor variance => WrappedTensorDisposeScope(() => _factor.pow(2).sum(-1).expand(ExtendedShape()));

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
    {
        Tensor noise = StandardNormal(loc, ExtendedShape(sample_shape));
        return loc + _factor.matmul(noise.unsqueeze(-1)).squeeze(-1);
    });

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        -0.5 * (SquaredDistance(value - loc) + (event_shape[0] * Math.Log(2 * Math.PI))) - HalfLogDeterminant());

    public override Tensor entropy() => WrappedTensorDisposeScope(() =>
        (HalfLogDeterminant() + (0.5 * event_shape[0] * (1 + Math.Log(2 * Math.PI)))).expand(batch_shape.Shape));

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        MultivariateNormal expanded = Expanding<MultivariateNormal>(batch_shape, instance);
        expanded._factor = Own(_factor);
        expanded.loc = Widen(loc, batch_shape, event_shape.Shape);
        return expanded;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            loc.Dispose();
            _factor.Dispose();
        }

        base.Dispose(disposing);
    }

    // With J the reversal of order and J P J = L L', U = J L J is upper and P = U U'; the transpose of U's inverse is then lower
    // and a factor of P's inverse.
    private static Tensor FactorOfInverse(Tensor precision) => WrappedTensorDisposeScope(() =>
    {
        Tensor upper = linalg.cholesky(precision.flip(-2, -1)).flip(-2, -1);
        Tensor identity = eye(precision.shape[^1], dtype: precision.dtype, device: precision.device);
        return linalg.solve_triangular(upper.transpose(-2, -1), identity, upper: false);
    });

    /// <summary>The squared Mahalanobis distance of differences [..., D].</summary>
    private Tensor SquaredDistance(Tensor difference)
    {
        if (_factor.dim() > 2)
        {
            return linalg.solve_triangular(_factor, difference.unsqueeze(-1), upper: false).squeeze(-1).pow(2).sum(-1);
        }

        // One factor for all: solved once, for all columns together.
        Tensor columns = difference.reshape(-1, event_shape[0]).t();
        return linalg.solve_triangular(_factor, columns, upper: false).pow(2).sum(dim: 0).reshape(difference.shape[..^1]);
    }

    private Tensor HalfLogDeterminant() => _factor.diagonal(0, -2, -1).log().sum(-1);
}
