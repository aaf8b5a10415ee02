using static TorchSharp.torch;

namespace TorchSharp.Modules;

internal static class Batches
{
    internal static Tensor Stack(Tensor[] samples, Device device)
    {
        using Tensor together = stack(samples);
        return together.to(device);
    }
}
