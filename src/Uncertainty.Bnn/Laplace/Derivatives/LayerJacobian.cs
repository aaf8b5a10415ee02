using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The derivatives of K quantities of n inputs by the weights [O, F] of a layer, in their factors: J[n, k, o, f] = Σ_t g[n, k, o, t] a[n, t, f]
/// with the layer's features a and the derivatives g by its outputs, at T positions. In double; tensors belong to the scope.
/// </summary>
internal sealed class LayerJacobian
{
    private readonly Tensor _features;
    private readonly Tensor _gradients;
    private readonly bool _isIdentity;

    private LayerJacobian(Tensor features, Tensor gradients, bool isIdentity)
    {
        _features = features;
        _gradients = gradients;
        _isIdentity = isIdentity;
    }

    /// <summary>Number of positions T.</summary>
    public long Positions => _features.shape[1];

    /// <summary>Number of quantities K.</summary>
    public long Quantities => _gradients.shape[1];

    /// <summary>O.</summary>
    public long Outputs => _gradients.shape[2];

    /// <summary>F.</summary>
    public long Features => _features.shape[2];

    /// <summary>P = O · F.</summary>
    public long Parameters => Outputs * Features;

    /// <summary>Doubles that the factors take for one input.</summary>
    public long Length => (Positions * Features) + (_isIdentity ? 0 : Quantities * Outputs * Positions);

    /// <summary>Doubles that <see cref="Covariance"/> takes for one input.</summary>
    public long CovarianceLength =>
        (2 * Quantities * Quantities) + (Positions == 1 ? (2 * Features) + (2 * Quantities * Outputs) : 4 * Quantities * Parameters);

    /// <summary>Of [n, T, F] features and [n, K, O, T] derivatives by the layer's outputs.</summary>
    public static LayerJacobian Of(Tensor features, Tensor gradients) => new(features, gradients, isIdentity: false);

    /// <summary>Of a last layer, whose C outputs are the quantities: I ⊗ φᵀ.</summary>
    /// <param name="features">[n, F] φ.</param>
    /// <param name="outputs">C.</param>
    public static LayerJacobian OfLast(Tensor features, long outputs)
    {
        Tensor gradients = torch.eye(outputs, dtype: features.dtype, device: features.device).reshape(1, outputs, outputs, 1);
        return new LayerJacobian(features.unsqueeze(1), gradients, isIdentity: true);
    }

    /// <summary>[n, K, P] the derivatives themselves.</summary>
    public Tensor Dense()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long count = _features.shape[0];
        Tensor gradients = _gradients.expand(count, Quantities, Outputs, Positions).reshape(count, Quantities * Outputs, Positions);
        return gradients.bmm(_features).reshape(count, Quantities, Parameters).MoveToOuterDisposeScope();
    }

    /// <summary>[n, K, S] the products with S directions [S, O, F] in the space of the weights.</summary>
    public Tensor Apply(Tensor directions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long many = directions.shape[0];
        if (PrefersDense(many))
        {
            return Dense().matmul(directions.reshape(many, Parameters).t()).MoveToOuterDisposeScope();
        }

        long count = _features.shape[0];
        Tensor rows = directions.transpose(0, 1).reshape(Outputs * many, Features);
        Tensor moved = _features.reshape(-1, Features).mm(rows.t()).reshape(count, Positions * Outputs, many);
        Tensor products = _isIdentity ? moved : _gradients.transpose(2, 3).reshape(count, Quantities, -1).bmm(moved);
        return products.MoveToOuterDisposeScope();
    }

    /// <summary>Doubles that <see cref="Apply"/> takes for one input.</summary>
    public long ApplyLength(long directions) =>
        Length + (Quantities * directions) + (PrefersDense(directions) ? Quantities * Parameters : Positions * Outputs * directions);

    /// <summary>
    /// [n, K, K] covariances of the quantities, where the weights' coordinates Uᵀ W V in a basis have variances [O, F] by themselves.
    /// </summary>
    /// <param name="variances">The variances.</param>
    /// <param name="basis">[O, O] U and [F, F] V, both orthogonal; null for the weights themselves.</param>
    public Tensor Covariance(Tensor variances, (Tensor Outputs, Tensor Features)? basis = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (Positions > 1)
        {
            Tensor scaled = (Turned(basis) * variances.sqrt()).reshape(-1, Quantities, Parameters);
            return scaled.bmm(scaled.transpose(1, 2)).MoveToOuterDisposeScope();
        }

        Tensor features = basis is { } pair ? _features.squeeze(1).mm(pair.Features) : _features.squeeze(1);
        Tensor own = features.square().mm(variances.t());
        if (_isIdentity && basis is null)
        {
            return torch.diag_embed(own).MoveToOuterDisposeScope();
        }

        Tensor gradients = basis is { } other ? _gradients.squeeze(3).matmul(other.Outputs) : _gradients.squeeze(3);
        Tensor rows = gradients * own.sqrt().unsqueeze(1);
        return rows.bmm(rows.transpose(1, 2)).MoveToOuterDisposeScope();
    }

    /// <summary>[O, F] the sum of the squared derivatives over inputs and quantities.</summary>
    public Tensor Squares()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (Positions == 1)
        {
            return _gradients.squeeze(3).square().sum(1).t().mm(_features.squeeze(1).square()).MoveToOuterDisposeScope();
        }

        Tensor sum = torch.zeros([Outputs, Features], dtype: _features.dtype, device: _features.device);
        for (long quantity = 0; quantity < Quantities; quantity++)
        {
            using DisposeScope one = torch.NewDisposeScope();
            sum.add_(_gradients.select(1, quantity).bmm(_features).square().sum(0L));
        }

        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>[F, F] Σ a aᵀ over inputs and positions.</summary>
    public Tensor FeatureSquares()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = _features.reshape(-1, Features);
        return rows.t().mm(rows).MoveToOuterDisposeScope();
    }

    /// <summary>[O, O] Σ g gᵀ over inputs, quantities and positions.</summary>
    public Tensor OutputSquares()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (Positions > Outputs)
        {
            Tensor blocks = _gradients.reshape(-1, Outputs, Positions);
            return blocks.bmm(blocks.transpose(1, 2)).sum(0L).MoveToOuterDisposeScope();
        }

        Tensor rows = _gradients.transpose(2, 3).reshape(-1, Outputs);
        return rows.t().mm(rows).MoveToOuterDisposeScope();
    }

    /// <summary>[n, K, O, F] Uᵀ J V, each side turned before or after the sum over positions, where it is shorter.</summary>
    private Tensor Turned((Tensor Outputs, Tensor Features)? basis)
    {
        if (basis is not { } turn)
        {
            return Dense().reshape(-1, Quantities, Outputs, Features);
        }

        bool outputsFirst = Positions < Features;
        bool featuresFirst = Positions < Quantities * Outputs;
        LayerJacobian turned = new(
            featuresFirst ? _features.matmul(turn.Features) : _features,
            outputsFirst ? turn.Outputs.t().matmul(_gradients) : _gradients,
            isIdentity: false);
        Tensor dense = turned.Dense().reshape(-1, Quantities, Outputs, Features);
        dense = featuresFirst ? dense : dense.matmul(turn.Features);
        return outputsFirst ? dense : turn.Outputs.t().matmul(dense);
    }

    /// <summary>Whether the derivatives themselves are the shorter way to products with so many directions.</summary>
    private bool PrefersDense(long directions) =>
        !_isIdentity && (Int128)Quantities * Features * (Positions + directions) < (Int128)Positions * directions * (Features + Quantities);
}
