using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A layer that is learnt as a distribution: how far that is from its prior is a part of <see cref="Elbo"/>.</summary>
internal interface IVariationalLayer
{
    /// <summary>In words what it is, with all that it was made with and no tensor says: a saved network is put only into layers alike.</summary>
    string Kind { get; }

    /// <summary>KL(q ‖ p), in nats; of the current scope, with its gradient.</summary>
    Tensor Divergence();
}
