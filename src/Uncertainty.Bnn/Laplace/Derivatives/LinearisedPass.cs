using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>One run of a network, to ask for its outputs and their derivatives. Owns its tensors; what it gives lives in the current scope.</summary>
internal abstract class LinearisedPass : IDisposable
{
    /// <summary>[n, C] outputs, in double.</summary>
    public abstract Tensor Outputs();

    /// <summary>For each layer the derivatives of the C outputs; good until the disposal.</summary>
    public abstract IReadOnlyList<LayerJacobian> Jacobians();

    /// <summary>What the inputs add to the curvature; good until the disposal.</summary>
    /// <param name="probabilities">[n, C] softmax of the outputs; null for a regression.</param>
    public abstract CurvatureTerms Terms(Tensor? probabilities);

    public abstract void Dispose();
}
