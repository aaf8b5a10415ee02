using MathNet.Numerics.Distributions;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Latents from N(0, I), each a stream of numbers of its own.</summary>
internal static class LatentDraws
{
    // The middle of the smallest step between the numbers of a stream: so none is 0 or 1.
    private const double Half = 0.5 / (1L << 53);

    /// <summary>[count, L] latents in double precision: number i depends on the seed and i alone. In the current dispose scope.</summary>
    public static Tensor Of(long seed, int count, int latents)
    {
        double[] values = new double[checked(count * latents)];
        for (int i = 0; i < count; i++)
        {
            long stream = Seeds.Derive(seed, i);
            for (int latent = 0; latent < latents; latent++)
            {
                values[(i * latents) + latent] = Normal.InvCDF(0, 1, Seeds.Uniform(stream, latent) + Half);
            }
        }

        return PlainNumbers.ToTensor(values, count, latents);
    }
}
