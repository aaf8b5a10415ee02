namespace Uncertainty.Bnn;

/// <summary>A BatchNorm with other statistics in each draw, which no layer before it could take in.</summary>
internal sealed class BatchNormStep(ChainLink link, BatchNormFold fold) : SamplingStep(link)
{
    /// <summary>What it does in each draw.</summary>
    public BatchNormFold Fold { get; } = fold;

    public override string Path => "random, by itself";

    public override void Run(Flow flow, Draw draw) => flow.Replace(Fold.Run(flow.Values, draw.Number));
}
