using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>A distribution with a single most probable value.</summary>
public interface IHasMode
{
    /// <summary>
    /// [B…, E…] the value of greatest density or probability. The lowest, where discrete values tie; not-a-number for those parameters of a
    /// family for which there is no single one, which the family says. New tensor.
    /// </summary>
    Tensor Mode();
}
