namespace Uncertainty.Bnn;

/// <summary>What a <see cref="LaplaceApproximation"/> keeps of the curvature of the loss, and so of the covariance of the weights.</summary>
public enum LaplaceCovariance
{
    /// <summary>
    /// All of it, P × P numbers for P weights. For a regression it is a Kronecker product by itself, and is kept as one.
    /// </summary>
    Full,

    /// <summary>A Kronecker product of what the layer is given, F × F, and what it gives, C × C.</summary>
    Kronecker,

    /// <summary>The variance of each weight by itself.</summary>
    Diagonal,
}
