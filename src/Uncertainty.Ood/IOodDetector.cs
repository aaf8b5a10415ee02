using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Says how far inputs lie from what a model was trained on.</summary>
public interface IOodDetector
{
    /// <summary>Scores inputs: the higher, the more out-of-distribution, for every detector. No score depends on the other inputs.</summary>
    /// <param name="inputs">[N, …] inputs of the model; finite, N at least 1.</param>
    /// <returns>[N] scores in double precision, finite. A new tensor, the caller's.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite, or of a width that the detector does not take.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">The model does not take them: the message is the model's own.</exception>
    /// <exception cref="InvalidOperationException">The model gives outputs that are not finite, or that the detector cannot read.</exception>
    Tensor Score(Tensor inputs);
}
