using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Testing;

/// <summary>Small networks with weights that a seed decides.</summary>
public static class Networks
{
    public const int Features = 4;
    public const int Classes = 3;

    /// <summary>[N, 4] → [N, 3] with two dropout layers ("2" and "5"), and BatchNorm where asked.</summary>
    public static Module<Tensor, Tensor> Mlp(double dropout = 0.5, bool batchNorm = false)
    {
        manual_seed(7);
        return Sequential(
            ("0", Linear(Features, 16)),
            ("1", batchNorm ? BatchNorm1d(16) : ReLU()),
            ("2", Dropout(dropout)),
            ("3", Linear(16, 12)),
            ("4", ReLU()),
            ("5", Dropout(dropout)),
            ("6", Linear(12, Classes)));
    }

    /// <summary>[N, 1, 8, 8] → [N, 3] with channel dropout between convolutions.</summary>
    public static Module<Tensor, Tensor> Convolutional(double dropout = 0.3)
    {
        manual_seed(11);
        return Sequential(
            ("conv1", Conv2d(1, 6, 3, padding: 1)),
            ("relu1", ReLU()),
            ("drop1", Dropout2d(dropout)),
            ("conv2", Conv2d(6, 8, 3, stride: 2)),
            ("relu2", ReLU()),
            ("flatten", Flatten()),
            ("fc", Linear(8 * 3 * 3, Classes)));
    }

    /// <summary>Standard normal inputs of a shape, by seed.</summary>
    public static Tensor Inputs(long seed, params long[] shape)
    {
        using Generator generator = new((ulong)seed);
        return randn(shape, generator: generator);
    }
}
