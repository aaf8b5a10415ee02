using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>Small networks with as many outputs as an output family reads.</summary>
internal static class OutputNetworks
{
    public const int Features = 4;

    /// <summary>[N, 4] → [N, K], with dropout.</summary>
    public static Module<Tensor, Tensor> Mlp(int outputs, long seed = 3, ScalarType type = ScalarType.Float32)
    {
        manual_seed(seed);
        return Sequential(
            ("fc1", Linear(Features, 16)), ("norm", BatchNorm1d(16)), ("act", ReLU()), ("drop", Dropout(0.3)), ("fc2", Linear(16, outputs))).to(type);
    }

    /// <summary>[N, 4, H, W] → [N, K, H, W], each position by itself, with dropout of channels.</summary>
    public static Module<Tensor, Tensor> Map2d(int outputs)
    {
        manual_seed(5);
        return Sequential(
            ("c1", Conv2d(Features, 16, 1)), ("act", ReLU()), ("drop", Dropout2d(0.3)), ("c2", Conv2d(16, outputs, 1)));
    }

    /// <summary>[N, 4, D, H, W] → [N, K, D, H, W], each position by itself, with dropout of channels.</summary>
    public static Module<Tensor, Tensor> Map3d(int outputs)
    {
        manual_seed(6);
        return Sequential(
            ("c1", Conv3d(Features, 16, 1)), ("act", ReLU()), ("drop", Dropout3d(0.3)), ("c2", Conv3d(16, outputs, 1)));
    }
}
