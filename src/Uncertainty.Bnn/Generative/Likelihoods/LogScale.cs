using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Scales that networks give by their logarithms.</summary>
internal static class LogScale
{
    /// <summary>e to the power of the logarithms, finite and greater than 0; in the current dispose scope.</summary>
    /// <param name="logarithms">What a network gave.</param>
    /// <param name="giver">Which one: no argument is to blame.</param>
    /// <exception cref="InvalidOperationException">A scale is 0, infinite or not a number.</exception>
    public static Tensor Exponential(Tensor logarithms, string giver)
    {
        Tensor scale = logarithms.exp();
        (double lowest, double highest) = Parameter.Extremes(scale);
        return lowest > 0 && double.IsFinite(highest)
            ? scale
            : throw new InvalidOperationException(
                $"The {giver} gave a scale of {(lowest > 0 ? highest : lowest)}, which must be finite and greater than 0.");
    }
}
