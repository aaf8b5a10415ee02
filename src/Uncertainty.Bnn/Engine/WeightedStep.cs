using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A Linear or a convolution, with the BatchNorm after it folded in where there is one: of its weights, only the columns of units that
/// the dropout before keeps, and the rows of those that the dropout after keeps.
/// </summary>
internal sealed class WeightedStep : SamplingStep
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly WeightOperation _operation;
    private readonly BatchNormFold? _fold;

    private WeightedStep(ChainLink link, Tensor weight, Tensor? bias, WeightOperation operation, BatchNormFold? fold)
        : base(link)
    {
        (_weight, _bias) = fold is null || fold.IsRandom ? (weight, bias) : fold.Apply(weight, bias, draw: 0);
        _operation = operation;
        _fold = fold;
    }

    /// <summary>Whether this is a convolution.</summary>
    public bool IsConvolution => _operation.Dimensions > 0;

    /// <summary>Number of units or channels that it takes.</summary>
    public long Inputs => _weight.shape[1];

    /// <summary>Number of units or channels that it gives.</summary>
    public long Outputs => _weight.shape[0];

    /// <summary>The dropout whose units need not come in; set by the plan.</summary>
    public DropoutStep? Before { get; set; }

    /// <summary>The dropout whose units need not be computed; set by the plan.</summary>
    public DropoutStep? After { get; set; }

    public override string Path
    {
        get
        {
            string[] parts =
            [
                .. Before is null ? Array.Empty<string>() : [$"without the inputs that {Before.Link.Name} drops"],
                .. After is null ? Array.Empty<string>() : [$"without the outputs that {After.Link.Name} drops"],
                .. _fold is null ? Array.Empty<string>() : [$"with {_fold.Name} folded in"],
            ];
            return parts.Length == 0 ? "as it is" : string.Join(", ", parts);
        }
    }

    /// <summary>The step for a layer; null where it has no weights that the engine can choose from.</summary>
    public static WeightedStep? Of(ChainLink link, BatchNormFold? fold)
    {
        (Tensor? weight, Tensor? bias) = link.Module switch
        {
            Linear layer => ((Tensor?)layer.weight, (Tensor?)layer.bias),
            Conv1d layer => (layer.weight, layer.bias),
            Conv2d layer => (layer.weight, layer.bias),
            Conv3d layer => (layer.weight, layer.bias),
            _ => (null, null),
        };
        return weight is not null && WeightOperation.Of(link.Module) is { Groups: 1 } operation
            ? new WeightedStep(link, weight, bias, operation, fold)
            : null;
    }

    public override void Run(Flow flow, Draw draw)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        bool whole = flow.Values.ndim == (IsConvolution ? _weight.ndim : 2);
        if (!whole && _fold is not null)
        {
            // A Linear gives its units along the last dimension, BatchNorm normalises along the second.
            flow.Replace(Link.Run(flow.Values).MoveToOuterDisposeScope());
            flow.Replace(_fold.Run(flow.Values, draw.Number).MoveToOuterDisposeScope());
            return;
        }

        KeptUnits? computed = whole ? After?.Kept(draw, Outputs) : null;
        if (computed is { Count: 0 })
        {
            computed = null;
        }

        if (computed is null && flow.Kept is null && _fold is null)
        {
            flow.Replace(Link.Run(flow.Values).MoveToOuterDisposeScope());
            return;
        }

        (Tensor weight, Tensor? bias) = _fold is { IsRandom: true } ? _fold.Apply(_weight, _bias, draw.Number) : (_weight, _bias);
        if (computed is not null)
        {
            Tensor rows = computed.Indices(weight.device);
            weight = weight.index_select(0, rows);
            bias = bias?.index_select(0, rows);
        }

        if (flow.Kept is not null)
        {
            weight = Columns(weight, flow.Kept, flow.IsCompact);
        }

        Tensor outputs = _operation.Run(flow.Values, weight, bias);
        flow.Replace(outputs.MoveToOuterDisposeScope(), computed);
    }

    private static Tensor Columns(Tensor weight, KeptUnits kept, bool compact)
    {
        long block = weight.shape[1] / kept.Units;
        return compact
            ? weight.index_select(1, kept.Indices(weight.device, block)) * kept.Scale
            : weight * kept.Factors([1, kept.Units], weight.dtype, weight.device);
    }
}
