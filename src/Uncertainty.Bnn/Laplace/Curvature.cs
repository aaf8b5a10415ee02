using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The generalised Gauss-Newton matrix H of a Linear layer with C outputs and F inputs (a column of ones for the bias among them), in its
/// eigenbasis: whatever is added to all eigenvalues, the basis stays. In double. Weights are ordered by output, then by input.
/// </summary>
internal abstract class Curvature : IDisposable
{
    /// <summary>C.</summary>
    public abstract long Outputs { get; }

    /// <summary>F.</summary>
    public abstract long Features { get; }

    /// <summary>[P] the eigenvalues, P = C · F; none below 0. New, in the current scope.</summary>
    public abstract Tensor Eigenvalues();

    /// <summary>
    /// [C, F] noise with the covariance of the weights, from independent noise [C, F], where coordinate i in the eigenbasis is to have the standard
    /// deviation i of <paramref name="deviations"/> [P]. By the symmetric root, which does not depend on the choice of a basis where
    /// eigenvalues are equal. New, in the current scope.
    /// </summary>
    public abstract Tensor Spread(Tensor noise, Tensor deviations);

    /// <summary>
    /// [N, C, C] covariances of the layer's outputs for features [N, F], where coordinate i in the eigenbasis has variance i of
    /// <paramref name="variances"/> [P]. New, in the current scope.
    /// </summary>
    public abstract Tensor OutputCovariance(Tensor features, Tensor variances);

    /// <summary>Doubles that <see cref="OutputCovariance"/> takes for one input.</summary>
    public abstract long RowLength { get; }

    /// <summary>What it is made of, under names for a file; its own.</summary>
    public abstract IEnumerable<(string Name, Tensor Value)> Parts { get; }

    public abstract void Dispose();
}
