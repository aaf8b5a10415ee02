using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What passes from step to step: values, of which some units may have been left out.</summary>
internal sealed class Flow(SharedFeatures start)
{
    /// <summary>[N, …] the values. Where <see cref="IsCompact"/>, those of the kept units only.</summary>
    public Tensor Values { get; private set; } = start.Values;

    /// <summary>Units that a dropout keeps, where the next layer with weights is to see to it; null where nothing is pending.</summary>
    public KeptUnits? Kept { get; private set; }

    /// <summary>Whether <see cref="Values"/> hold the kept units only.</summary>
    public bool IsCompact { get; private set; }

    /// <summary>Whether the values are those that all draws start from.</summary>
    public bool IsShared => ReferenceEquals(Values, start.Values);

    /// <summary>Goes on with other values of the same units; the old ones are given back unless others need them.</summary>
    public void Replace(Tensor next)
    {
        if (!IsShared && !ReferenceEquals(Values, next))
        {
            Values.Dispose();
        }

        Values = next;
    }

    /// <summary>Goes on with the outputs of a layer with weights, of which only the kept ones were computed where some are given.</summary>
    public void Replace(Tensor next, KeptUnits? computed)
    {
        Replace(next);
        Kept = computed;
        IsCompact = computed is not null;
    }

    /// <summary>Leaves the dropping to the weights of the next layer.</summary>
    public void Defer(KeptUnits kept)
    {
        Kept = kept;
        IsCompact = false;
    }

    /// <summary>Takes the kept units along dimension 1, of the values flattened to [N, D] where <paramref name="flatten"/>.</summary>
    public void Select(KeptUnits kept, bool flatten)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor indices = kept.Indices(Values.device);
        Tensor chosen = IsShared && (flatten || Values.ndim == 2)
            ? start.Transposed.index_select(0, indices).t()
            : (flatten ? Values.flatten(1) : Values).index_select(1, indices);
        Replace(chosen.MoveToOuterDisposeScope());
        Kept = kept;
        IsCompact = true;
    }
}
