using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The generalised Gauss-Newton matrix H of P weights in its eigenbasis: whatever is added to all eigenvalues, the basis stays. In double.
/// Weights are ordered by layer, then by output of the layer, then by feature.
/// </summary>
internal abstract class Curvature : IDisposable
{
    /// <summary>[P] the eigenvalues; none below 0. New, in the current scope.</summary>
    public abstract Tensor Eigenvalues();

    /// <summary>
    /// [S, P] noise with the covariance of the weights, from independent noise [S, P], where coordinate i in the eigenbasis is to have the standard
    /// deviation i of <paramref name="deviations"/> [P]. By the symmetric root, which does not depend on the choice of a basis where
    /// eigenvalues are equal. New, in the current scope.
    /// </summary>
    public abstract Tensor Spread(Tensor noise, Tensor deviations);

    /// <summary>
    /// [n, C, C] covariances of outputs with these derivatives by the layers' weights, where coordinate i in the eigenbasis has variance i of
    /// <paramref name="variances"/> [P]. New, in the current scope.
    /// </summary>
    public abstract Tensor OutputCovariance(IReadOnlyList<LayerJacobian> jacobians, Tensor variances);

    /// <summary>Doubles that <see cref="OutputCovariance"/> takes for one input.</summary>
    public abstract long RowLength(IReadOnlyList<LayerJacobian> jacobians);

    /// <summary>What it is made of, under names for a file; its own.</summary>
    public abstract IEnumerable<(string Name, Tensor Value)> Parts { get; }

    public void Dispose()
    {
        foreach ((string _, Tensor part) in Parts)
        {
            part.Dispose();
        }
    }

    /// <summary>Sums what the layers make of their parts of [P] numbers, as [O, F].</summary>
    protected static Tensor Sum(IReadOnlyList<LayerJacobian> jacobians, Tensor numbers, Func<int, LayerJacobian, Tensor, Tensor> make)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? sum = null;
        long next = 0;
        for (int layer = 0; layer < jacobians.Count; layer++)
        {
            using DisposeScope one = torch.NewDisposeScope();
            LayerJacobian jacobian = jacobians[layer];
            Tensor part = numbers.narrow(0, next, jacobian.Parameters).reshape([jacobian.Outputs, jacobian.Features, .. numbers.shape[1..]]);
            Tensor made = make(layer, jacobian, part);
            if (sum is null)
            {
                sum = made.MoveToOuterDisposeScope();
            }
            else
            {
                sum.add_(made);
            }

            next += jacobian.Parameters;
        }

        return sum!.MoveToOuterDisposeScope();
    }
}
