using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Random numbers in double precision on the CPU, so that a seed means the same whatever the type and the device.</summary>
internal static class Noise
{
    // Half of the smallest step of torch's uniform numbers: a 0 among them would have an infinite logarithm.
    private const double Smallest = 1.0 / (1L << 54);

    /// <summary>Uniform in (0, 1).</summary>
    public static Tensor Uniform(long[] shape, torch.Generator generator) =>
        torch.rand(shape, dtype: torch.ScalarType.Float64, generator: generator).clamp_min(Smallest);

    /// <summary>Standard normal.</summary>
    public static Tensor Normal(long[] shape, torch.Generator generator) =>
        torch.randn(shape, dtype: torch.ScalarType.Float64, generator: generator);

    /// <summary>Gamma of rate 1, differentiable in the concentration, in its type.</summary>
    public static Tensor Gamma(Tensor concentration, long[] shape, torch.Generator generator) =>
        torch._standard_gamma(concentration.expand(shape).cpu(), generator).to(concentration.device);

    /// <summary>Dirichlet over the last dimension of the concentrations, differentiable in them, in their type.</summary>
    /// <remarks>
    /// Gamma variables over their sum, by their logarithms, as those of small concentrations are too small for a number: of
    /// concentration α, a variable is one of α + 1 times U^(1/α).
    /// </remarks>
    public static Tensor Dirichlet(Tensor concentration, long[] shape, torch.Generator generator)
    {
        long[] whole = [.. shape, concentration.shape[^1]];
        Tensor wide = concentration.cpu().to_type(torch.ScalarType.Float64).expand(whole);
        Tensor logarithm = torch._standard_gamma(wide + 1, generator).log() + (Uniform(whole, generator).log() / wide);
        return logarithm.softmax(-1).to(concentration.dtype, concentration.device);
    }
}
