using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// What some inputs add to the generalised Gauss-Newton matrix Σ_n J_nᵀ Λ_n J_n, where J_n are the derivatives of the network's C outputs by
/// the weights, and Λ_n [C, C] is the second derivative of input n's loss by the outputs. New tensors, in the current scope.
/// </summary>
internal abstract class CurvatureTerms
{
    /// <summary>Number of inputs times positions of a layer.</summary>
    public abstract long Count(int layer);

    /// <summary>[F, F] Σ a aᵀ of a layer's features.</summary>
    public abstract Tensor FeatureSquares(int layer);

    /// <summary>[O, O] Σ g Λ gᵀ, with the derivatives g of the outputs by a layer's outputs.</summary>
    public abstract Tensor OutputSquares(int layer);

    /// <summary>[O, F] the diagonal of the matrix.</summary>
    public abstract Tensor Diagonal(int layer);

    /// <summary>Adds the whole matrix to [P, P].</summary>
    public abstract void AddTo(Tensor matrix);
}
