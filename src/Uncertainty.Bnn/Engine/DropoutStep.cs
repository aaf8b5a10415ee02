using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A dropout in the chain: where a layer with weights follows, the dropped units are left out of it, and of the layer before;
/// otherwise they are multiplied by zero.
/// </summary>
internal sealed class DropoutStep(ChainLink link, DropoutLayer layer, int call) : SamplingStep(link)
{
    // Below this share, taking the others out costs more than multiplying by zero what may be dropped.
    private const double LeastWorthSelecting = 0.25;

    /// <summary>Whether whole channels are dropped.</summary>
    public bool DropsChannels => layer.DropsChannels;

    /// <summary>The next layer with weights, where what is dropped can be left out of it; set by the plan.</summary>
    public WeightedStep? Into { get; set; }

    /// <summary>Whether the values are flattened on the way there.</summary>
    public bool IntoFlat { get; set; }

    /// <summary>Whether nothing on the way there computes.</summary>
    public bool IntoDirectly { get; set; }

    public override string Path
    {
        get
        {
            string what = DropsChannels ? "channels" : "units";
            string how = Into is null
                ? $"{what} multiplied by zero, as no layer follows that could leave them out"
                : $"{what} left out of {Into.Link.Name}";
            return FormattableString.Invariant($"random at rate {layer.Rate:0.####}, {how}");
        }
    }

    /// <summary>What a draw keeps of the layer's units.</summary>
    public KeptUnits Kept(Draw draw, long units) => draw.Masks.Of(layer, call, units);

    public override void Run(Flow flow, Draw draw)
    {
        if (flow.Kept is not null)
        {
            // The layer before has computed the kept units only.
            return;
        }

        long[] shape = DropoutMasks.MaskShape(layer, flow.Values.shape);
        KeptUnits kept = draw.Masks.Of(layer, call, shape);
        bool fits = Into is not null && kept.Count > 0 && Fits(Into, flow.Values, kept.Units);
        if (!fits)
        {
            using Tensor factors = kept.Factors(shape, flow.Values.dtype, flow.Values.device);
            flow.Replace(flow.Values * factors);
        }
        else if (IntoDirectly && !Into!.IsConvolution && layer.Rate < LeastWorthSelecting)
        {
            flow.Defer(kept);
        }
        else
        {
            flow.Select(kept, flatten: IntoFlat && !DropsChannels);
        }
    }

    private bool Fits(WeightedStep next, Tensor values, int units) => (DropsChannels, next.IsConvolution) switch
    {
        (true, true) => units == next.Inputs,
        (true, false) => (IntoFlat || values.ndim == 2) && next.Inputs % units == 0,
        _ => (IntoFlat || values.ndim == 2) && units == next.Inputs,
    };
}
