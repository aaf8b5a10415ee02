using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Multivariate normal distribution N(μ, Σ) with a full covariance, held as its Cholesky factor L: Σ = L Lᵀ.</summary>
public sealed class MultivariateNormal : Distribution, IHasMoments, IHasMode, IHasEntropy
{
    private MultivariateNormal(Tensor location, Tensor factor, long[] batchShape)
        : base([location, factor], batchShape, location.shape[^1..])
    {
        Location = location;
        CholeskyFactor = factor;
    }

    /// <summary>[B…, D] mean μ. The distribution's own view: not to be disposed.</summary>
    public Tensor Location { get; }

    /// <summary>[B…, D, D] lower triangular L with a positive diagonal. The distribution's own: not to be disposed.</summary>
    public Tensor CholeskyFactor { get; }

    /// <inheritdoc/>
    public override bool IsReparameterised => true;

    /// <summary>A batch given by covariances.</summary>
    /// <param name="location">[B…, D] means.</param>
    /// <param name="covariance">[B…, D, D] symmetric positive definite covariances.</param>
    /// <exception cref="ArgumentException">
    /// A covariance is not symmetric (to 1e-5 of its greatest number in single precision, 1e-10 in double) or not positive definite, a
    /// number is not finite, or types or shapes do not fit.
    /// </exception>
    public static MultivariateNormal FromCovariance(Tensor location, Tensor covariance)
    {
        long[] batch = Fitting(Parameter.Real(location), Parameter.Real(covariance));
        using DisposeScope scope = torch.NewDisposeScope();
        double tolerance = covariance.dtype == torch.ScalarType.Float64 ? 1e-10 : 1e-5;
        Tensor plain = covariance.detach();
        double asymmetry = Parameter.Number((plain - plain.transpose(-1, -2)).abs().max());
        if (asymmetry > tolerance * Parameter.Number(plain.abs().max()))
        {
            throw new ArgumentException($"must be symmetric; two numbers differ by {asymmetry:G6}.", nameof(covariance));
        }

        (Tensor factor, Tensor info) = torch.linalg.cholesky_ex(covariance);
        return info.eq(0).all().item<bool>()
            ? New(location, factor, batch)
            : throw new ArgumentException("must be positive definite; its Cholesky factorisation fails.", nameof(covariance));
    }

    /// <summary>A batch given by Cholesky factors.</summary>
    /// <param name="location">[B…, D] means.</param>
    /// <param name="factor">[B…, D, D] lower triangular matrices with a diagonal greater than 0.</param>
    /// <exception cref="ArgumentException">A factor is no such matrix, a number is not finite, or types or shapes do not fit.</exception>
    public static MultivariateNormal FromCholesky(Tensor location, Tensor factor)
    {
        long[] batch = Fitting(Parameter.Real(location), Parameter.Real(factor));
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor plain = factor.detach();
        double above = Parameter.Number(plain.triu(1).abs().max());
        double diagonal = Parameter.Number(plain.diagonal(0, -2, -1).min());
        return above == 0 && diagonal > 0
            ? New(location, factor, batch)
            : throw new ArgumentException(
                "must be lower triangular with a diagonal greater than 0; "
                + $"the lowest number on it is {diagonal:G6}, the greatest above it {above:G6}.",
                nameof(factor));
    }

    /// <inheritdoc/>
    public Tensor Mean() => Location.clone();

    /// <inheritdoc/>
    public Tensor Variance() => Scoped(() => CholeskyFactor.square().sum(-1));

    /// <summary>[B…, D, D] covariance Σ. New tensor.</summary>
    public Tensor Covariance() => Scoped(() => torch.matmul(CholeskyFactor, CholeskyFactor.transpose(-1, -2)));

    /// <inheritdoc/>
    public Tensor Mode() => Location.clone();

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() => LogDeterminantOfFactor() + (Dimensions * (Special.HalfLogTwoPi + 0.5)));

    /// <summary>(x − μ)ᵀ Σ⁻¹ (x − μ).</summary>
    /// <param name="value">[…, D] values whose leading dimensions broadcast with [B…].</param>
    /// <returns>New tensor of the broadcast shape, without [D].</returns>
    /// <inheritdoc cref="Distribution.LogProbability" path="/exception"/>
    public Tensor SquaredMahalanobis(Tensor value) => Scoped(() => SquaredDistance(Checked(value, nameof(value))));

    internal override Tensor LogProbabilityCore(Tensor value) =>
        (SquaredDistance(value) * -0.5) - LogDeterminantOfFactor() - (Dimensions * Special.HalfLogTwoPi);

    internal override Tensor Draw(long[] shape, torch.Generator generator)
    {
        Tensor noise = Noise.Normal([.. shape, Dimensions], generator).to(Type, Device);
        return Location + torch.matmul(CholeskyFactor, noise.unsqueeze(-1)).squeeze(-1);
    }

    internal Tensor DivergenceFrom(MultivariateNormal p)
    {
        // The trace of Σp⁻¹ Σq, as the sum over Lq ∘ Σp⁻¹ Lq.
        Tensor solved = torch.cholesky_solve(CholeskyFactor, p.CholeskyFactor);
        Tensor trace = (CholeskyFactor * solved).sum([-2, -1]);
        return ((trace + p.SquaredDistance(Location) - Dimensions) * 0.5) + p.LogDeterminantOfFactor() - LogDeterminantOfFactor();
    }

    private long Dimensions => Event[0];

    private static MultivariateNormal New(Tensor location, Tensor factor, long[] batch)
    {
        long dimensions = location.shape[^1];

        // What stands above the diagonal is 0 and has no gradient.
        Tensor below = factor.tril().expand([.. batch, dimensions, dimensions]);
        return new MultivariateNormal(location.expand([.. batch, dimensions]), below, batch);
    }

    private static long[] Fitting(Parameter location, Parameter matrix)
    {
        Parameter.SameType(location, matrix);
        long[] vector = location.Value.shape;
        long[] square = matrix.Value.shape;
        if (vector.Length < 1)
        {
            throw new ArgumentException("must have shape […, D]; got [].", location.Name);
        }

        long[]? batch = square.Length >= 2 && square[^1] == vector[^1] && square[^2] == vector[^1]
            ? Shapes.Broadcast(vector.AsSpan(..^1), square.AsSpan(..^2))
            : null;
        return batch ?? throw new ArgumentException(
            $"must have shape […, D, D] to go with {location.Name} of shape {Shapes.Text(vector)}; got {Shapes.Text(square)}.",
            matrix.Name);
    }

    private Tensor LogDeterminantOfFactor() => CholeskyFactor.diagonal(0, -2, -1).log().sum(-1);

    /// <summary>Values are solved for together, as columns, so that a factor is not repeated for each.</summary>
    private Tensor SquaredDistance(Tensor value)
    {
        Tensor difference = value - Location;
        long[] batch = difference.shape[^(Batch.Length + 1)..^1];
        long count = batch.Aggregate(1L, (product, length) => product * length);
        Tensor factors = CholeskyFactor.expand([.. batch, Dimensions, Dimensions]).reshape(count, Dimensions, Dimensions);
        Tensor columns = difference.reshape(-1, count, Dimensions).permute(1, 2, 0);
        return (columns * torch.cholesky_solve(columns, factors)).sum(1).t().reshape(difference.shape[..^1]);
    }
}
