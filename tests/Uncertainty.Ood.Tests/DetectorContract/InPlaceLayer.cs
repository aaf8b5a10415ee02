using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

/// <summary>Adds a quarter to what it is given, which is then no longer what it was.</summary>
internal sealed class InPlaceLayer : nn.Module<Tensor, Tensor>
{
    public InPlaceLayer()
        : base(nameof(InPlaceLayer))
    {
    }

    public override Tensor forward(Tensor input) => input.add_(0.25).alias();
}
