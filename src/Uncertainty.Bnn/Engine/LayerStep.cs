namespace Uncertainty.Bnn;

/// <summary>A part that is the same in all draws, run as it is.</summary>
internal sealed class LayerStep(ChainLink link) : SamplingStep(link)
{
    public override string Path => "as it is";

    public override void Run(Flow flow, Draw draw) => flow.Replace(Link.Run(flow.Values));
}
