namespace Uncertainty.Bnn;

/// <summary>The last layer in its place at the end of the chain, with a draw's weights.</summary>
internal sealed class LastLayerStep(ChainLink link, LastLayerDraws layer) : SamplingStep(link)
{
    public override string Path => "random weights";

    public override void Run(Flow flow, Draw draw) => flow.Replace(layer.Run(flow.Values, draw.Number));
}
