using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A network with a forward pass of its own that says where it can be cut, so that a sampler computes the first part once for all
/// draws: <c>forward(x)</c> must give what <c>Head(Features(x))</c> gives. Networks made of <c>Sequential</c> need no such word.
/// </summary>
public interface ISplitNetwork
{
    /// <summary>The part in which nothing is random, run once for each batch.</summary>
    /// <param name="inputs">[N, …] inputs of the network.</param>
    /// <returns>[N, …] what <see cref="Head"/> goes on from; dimension 0 is that of the inputs.</returns>
    Tensor Features(Tensor inputs);

    /// <summary>The rest, with every random layer, run once for each draw.</summary>
    /// <param name="features">[N, …] what <see cref="Features"/> gave; may be changed in place.</param>
    /// <returns>[N, C, …] the network's outputs.</returns>
    Tensor Head(Tensor features);
}
