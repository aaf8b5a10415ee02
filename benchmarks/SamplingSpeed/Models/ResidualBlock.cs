using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks.Models;

/// <summary>Two convolutions and a way around them, by a convolution where the shape changes.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1;
    private readonly Module<Tensor, Tensor> _norm1;
    private readonly Conv2d _conv2;
    private readonly Module<Tensor, Tensor> _norm2;
    private readonly Module<Tensor, Tensor> _around;

    /// <param name="from">Channels that come in.</param>
    /// <param name="to">Channels that go out.</param>
    /// <param name="stride">Of the first convolution.</param>
    /// <param name="normalised">Whether BatchNorm follows each convolution; without it they have a bias instead.</param>
    internal ResidualBlock(long from, long to, long stride, bool normalised)
        : base(nameof(ResidualBlock))
    {
        _conv1 = Conv2d(from, to, 3, stride: stride, padding: 1, bias: !normalised);
        _norm1 = Normalisation(to, normalised);
        _conv2 = Conv2d(to, to, 3, padding: 1, bias: !normalised);
        _norm2 = Normalisation(to, normalised);
        _around = from == to && stride == 1
            ? Identity()
            : Sequential(Conv2d(from, to, 1, stride: stride, bias: !normalised), Normalisation(to, normalised));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inner = functional.relu(_norm1.call(_conv1.call(input)));
        Tensor sum = _norm2.call(_conv2.call(inner)).add_(_around.call(input));
        return functional.relu(sum).MoveToOuterDisposeScope();
    }

    internal static Module<Tensor, Tensor> Normalisation(long channels, bool normalised) =>
        normalised ? BatchNorm2d(channels) : Identity();
}
