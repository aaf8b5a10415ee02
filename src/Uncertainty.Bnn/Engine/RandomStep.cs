using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A part with random layers inside that the engine cannot look into: run whole, with the draw's layers in their place.</summary>
internal sealed class RandomStep(ChainLink link, Func<Draw, IDisposable> enter, string reason) : SamplingStep(link)
{
    public override string Path => $"whole: {reason}";

    private string Reason => reason;

    /// <summary>The same part with the random layers of both.</summary>
    public RandomStep And(RandomStep other)
    {
        RandomStep[] both = [this, other];
        return new RandomStep(
            Link, draw => new HookScope(both.Select(step => (Action)step.Enter(draw).Dispose)), string.Join(", ", both.Select(step => step.Reason)));
    }

    public override void Run(Flow flow, Draw draw)
    {
        // It may work in place, and the next draw starts from the same values.
        Tensor values = flow.IsShared ? flow.Values.clone() : flow.Values;
        using IDisposable scope = Enter(draw);
        Tensor next = Link.Run(values);
        if (flow.IsShared && !ReferenceEquals(values, next))
        {
            values.Dispose();
        }

        flow.Replace(next);
    }

    private IDisposable Enter(Draw draw) => enter(draw);
}
