using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation;

/// <summary>
/// Normal targets that go together: raw outputs [μ | s | l], D means, D log-variances s and the D (D - 1)/2 entries l below the diagonal of the
/// lower Cholesky factor L of the covariance Σ = L Lᵀ, row by row; K = D + D (D + 1)/2. The diagonal of L is e^(s/2): any raw output is a
/// covariance, zeros are the identity, and with l = 0 the others are read as by <see cref="GaussianOutput"/>. Maps have a covariance at each
/// position.
/// </summary>
/// <remarks>
/// Williams, "Using Neural Networks to Model Conditional Multivariate Densities", Neural Computation 1996, with the factor of the covariance in the
/// place of the precision's. Which target comes first changes the parameters, not what they can express.
/// </remarks>
public sealed class FullGaussianOutput : LocationScaleOutput
{
    private readonly long[] _places;

    /// <summary>For D targets.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    public FullGaussianOutput(int targets)
        : base(targets)
    {
        _places = Places(targets);
    }

    /// <inheritdoc/>
    public override int Columns => Targets + (Targets * (Targets + 1) / 2);

    /// <summary>Mean of -ln p over the inputs, divided by D and without ½ ln 2π: that of <see cref="GaussianOutput"/> where l = 0. In nats.</summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor targets)
    {
        using DisposeScope scope = NewDisposeScope();
        return (base.Loss(raw, targets) - NormalTerms.HalfLogTwoPi).MoveToOuterDisposeScope();
    }

    /// <summary>Means, and the diagonal of the covariance.</summary>
    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        return new RegressionReading(Block(raw, 0).alias(), Variances(raw));
    }

    /// <summary>[N, D, D, …] covariance Σ of the targets of each input, in products of their units. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Covariance(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        Tensor factor = Factor(raw);
        Tensor covariance = factor.matmul(factor.transpose(-2, -1));
        return covariance.movedim([-2, -1], [1, 2]).contiguous().MoveToOuterDisposeScope();
    }

    private protected override Tensor LogDensity(Tensor raw, Tensor targets)
    {
        Tensor residuals = (targets - Block(raw, 0)).movedim([1], [-1]).unsqueeze(-1);

        // A solver for triangular matrices is not in every version of TorchSharp; D is small.
        Tensor white = linalg.solve(Factor(raw), residuals).squeeze(-1);
        Tensor squares = white.square().sum(-1) + Block(raw, Targets).sum(1);
        return (squares * -0.5) - (Targets * NormalTerms.HalfLogTwoPi);
    }

    private protected override Tensor Scale(Tensor raw) => Variances(raw).sqrt();

    private protected override Tensor StandardQuantiles(Tensor raw, double[] levels) =>
        ForLevels(raw, Array.ConvertAll(levels, QuantileLevels.StandardNormal));

    /// <summary>[N, D, …] squares of the rows of L, summed.</summary>
    private Tensor Variances(Tensor raw) => Factor(raw).square().sum(-1).movedim([-1], [1]);

    /// <summary>[N, …, D, D] lower factor L.</summary>
    private Tensor Factor(Tensor raw)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor diagonal = (Block(raw, Targets) * 0.5).exp();
        Tensor below = raw.narrow(1, 2 * Targets, Columns - (2 * Targets));
        Tensor entries = cat([diagonal, below, zeros_like(raw.narrow(1, 0, 1))], 1).movedim([1], [-1]);
        Tensor flat = entries.index_select(-1, tensor(_places).to(raw.device));
        long[] shape = [raw.shape[0], .. raw.shape.AsSpan(2), Targets, Targets];
        return flat.reshape(shape).MoveToOuterDisposeScope();
    }

    /// <summary>Where each of the D² entries of L stands among its diagonal, what is below, and a zero.</summary>
    private static long[] Places(int targets)
    {
        long[] places = new long[targets * targets];
        long below = targets;
        long zero = targets * (targets + 1L) / 2;
        for (int row = 0; row < targets; row++)
        {
            for (int column = 0; column < targets; column++)
            {
                places[(row * targets) + column] = column < row ? below++ : column == row ? row : zero;
            }
        }

        return places;
    }
}
