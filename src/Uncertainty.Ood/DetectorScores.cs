using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Scores of any detector as plain numbers.</summary>
internal static class DetectorScores
{
    /// <summary>One number for each input; whether they are finite is not looked at.</summary>
    /// <param name="scores">What the detector gave.</param>
    /// <param name="inputs">Number of inputs N.</param>
    /// <param name="giver">What an error calls the detector.</param>
    /// <exception cref="InvalidOperationException">They are not [N].</exception>
    public static double[] Numbers(Tensor scores, long inputs, string giver) => scores.ndim == 1 && scores.shape[0] == inputs
        ? PlainNumbers.Of(scores)
        : throw new InvalidOperationException($"{giver} must give [{inputs}] scores; got [{string.Join(", ", scores.shape)}].");
}
