using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Standard normal noise that all inputs of all batches have in common.</summary>
internal static class CommonNoise
{
    /// <summary>K times [1, L], in the type and on the device of [N, L] latents; draw k is the same whatever their number.</summary>
    public static Tensor[] Draw(Tensor like, long seed, int draws) =>
        [.. Enumerable.Range(0, draws).Select(draw => Draw(like, Seeds.Derive(seed, draw)))];

    /// <summary>[1, L]; torch's global generator is neither asked nor changed.</summary>
    public static Tensor Draw(Tensor like, long seed)
    {
        // In double precision on the CPU, so that networks of any type and device are given the same noise.
        using torch.Generator generator = new(unchecked((ulong)seed));
        using Tensor noise = torch.randn([1, like.shape[1]], dtype: torch.ScalarType.Float64, generator: generator);
        return noise.to(like.dtype, like.device);
    }
}
