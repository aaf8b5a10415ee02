namespace Uncertainty.Bnn;

/// <summary>What a <see cref="LaplaceApproximation"/> keeps of the curvature of the loss, and so of the covariance of the weights.</summary>
public enum LaplaceCovariance
{
    /// <summary>
    /// All of it, P × P numbers for P weights: for small networks. For the last layer of a regression it is a Kronecker product by itself, and is
    /// kept as one.
    /// </summary>
    Full,

    /// <summary>
    /// For each layer by itself a Kronecker product of what it is given, F × F, and what it gives, O × O. A convolution's positions count like
    /// inputs.
    /// </summary>
    Kronecker,

    /// <summary>The variance of each weight by itself.</summary>
    Diagonal,
}
