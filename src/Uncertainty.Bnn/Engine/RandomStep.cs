using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A part with random layers inside that the engine cannot look into: run whole, with the draw's layers in their place.</summary>
internal sealed class RandomStep(ChainLink link, Func<Draw, IDisposable> enter, string reason) : SamplingStep(link)
{
    public override string Path => $"whole: {reason}";

    public override void Run(Flow flow, Draw draw)
    {
        // It may work in place, and the next draw starts from the same values.
        Tensor values = flow.IsShared ? flow.Values.clone() : flow.Values;
        using IDisposable scope = enter(draw);
        Tensor next = Link.Run(values);
        if (flow.IsShared && !ReferenceEquals(values, next))
        {
            values.Dispose();
        }

        flow.Replace(next);
    }
}
