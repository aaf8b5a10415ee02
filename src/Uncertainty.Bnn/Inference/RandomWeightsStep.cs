using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A layer with random weights, run with those of the draw.</summary>
internal sealed class RandomWeightsStep(ChainLink link, Func<Draw, IDisposable> enter) : SamplingStep(link)
{
    public override string Path => "with weights of its own";

    public override void Run(Flow flow, Draw draw)
    {
        using IDisposable weights = enter(draw);
        Tensor next = Link.Run(flow.Values);
        flow.Replace(next);
    }
}
