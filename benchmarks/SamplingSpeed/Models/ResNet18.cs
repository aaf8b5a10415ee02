using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks.Models;

/// <summary>ResNet-18 for [N, 3, H, W] images, with its usual stem, and dropout before the last layer.</summary>
internal sealed class ResNet18 : Module<Tensor, Tensor>, ISplitNetwork
{
    private readonly Conv2d _stem;
    private readonly Module<Tensor, Tensor> _norm;
    private readonly Sequential _blocks;
    private readonly Dropout _dropout;
    private readonly Linear _last;

    /// <param name="normalised">Whether BatchNorm follows each convolution; without it they have a bias instead.</param>
    internal ResNet18(bool normalised = true)
        : base(nameof(ResNet18))
    {
        _stem = Conv2d(3, 64, 7, stride: 2, padding: 3, bias: !normalised);
        _norm = ResidualBlock.Normalisation(64, normalised);
        List<Module<Tensor, Tensor>> blocks = [];
        long channels = 64;
        foreach (long width in (long[])[64, 128, 256, 512])
        {
            blocks.Add(new ResidualBlock(channels, width, width == channels ? 1 : 2, normalised));
            blocks.Add(new ResidualBlock(width, width, 1, normalised));
            channels = width;
        }

        _blocks = Sequential(blocks);
        _dropout = Dropout(0.5);
        _last = Linear(channels, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Head(Features(input)).MoveToOuterDisposeScope();
    }

    /// <summary>[N, 512] features, which no dropout touches.</summary>
    public Tensor Features(Tensor inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = functional.relu(_norm.call(_stem.call(inputs)));
        x = _blocks.call(functional.max_pool2d(x, 3, 2, 1));
        return x.mean([2, 3]).MoveToOuterDisposeScope();
    }

    /// <summary>[N, 10] logits from the features.</summary>
    public Tensor Head(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        return _last.call(_dropout.call(features)).MoveToOuterDisposeScope();
    }
}
