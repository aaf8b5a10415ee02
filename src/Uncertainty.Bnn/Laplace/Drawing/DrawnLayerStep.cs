namespace Uncertainty.Bnn;

/// <summary>A layer in its place in the chain, with a draw's weights.</summary>
internal sealed class DrawnLayerStep(ChainLink link, DrawnLayers layers) : SamplingStep(link)
{
    public override string Path => "random weights";

    public override void Run(Flow flow, Draw draw) => flow.Replace(layers.Run(flow.Values, draw.Number));
}
