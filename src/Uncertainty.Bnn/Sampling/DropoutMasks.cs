using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The masks of one draw: for each layer one per unit or channel, the same for all inputs, from a counter-based generator keyed
/// by (seed, draw, layer, use). A layer that runs several times in one pass gets another mask each time.
/// </summary>
internal sealed class DropoutMasks(long seed, int draw)
{
    private readonly Dictionary<(int Layer, int Call), KeptUnits> _masks = [];
    private readonly Dictionary<int, int> _calls = [];
    private readonly long _seed = Seeds.Derive(seed, draw);

    /// <summary>Whether a layer has asked for a mask.</summary>
    public bool WasAsked(DropoutLayer layer) => _calls.ContainsKey(layer.Index);

    /// <summary>The mask of a use of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="call">Number of the use within one pass, from 0.</param>
    /// <param name="shape">[1, …] its <see cref="MaskShape"/> there.</param>
    public KeptUnits Of(DropoutLayer layer, int call, long[] shape) =>
        Of(layer, call, shape.Aggregate(1L, (product, length) => product * length));

    /// <summary>The same, where the number of units, or channels, is known.</summary>
    public KeptUnits Of(DropoutLayer layer, int call, long units)
    {
        _calls[layer.Index] = Math.Max(call, _calls.GetValueOrDefault(layer.Index));
        if (!_masks.TryGetValue((layer.Index, call), out KeptUnits? mask))
        {
            mask = new KeptUnits(Seeds.Derive(Seeds.Derive(_seed, layer.Index), call), layer.Rate, units);
            _masks.Add((layer.Index, call), mask);
        }

        return mask;
    }

    /// <summary>What a layer gives for its next use.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">[N, …] what it was given.</param>
    public Tensor Apply(DropoutLayer layer, Tensor input)
    {
        long[] shape = MaskShape(layer, input.shape);
        int call = _calls.TryGetValue(layer.Index, out int last) ? last + 1 : 0;
        KeptUnits kept = Of(layer, call, shape);
        using Tensor factors = kept.Factors(shape, input.dtype, input.device);
        return input * factors;
    }

    /// <summary>[1, …] the shape of a mask for what a layer was given.</summary>
    public static long[] MaskShape(DropoutLayer layer, long[] input)
    {
        if (input.Length < 2)
        {
            throw new InvalidOperationException(
                $"The layer '{layer.Name}' was given a tensor of {input.Length} dimensions; masks need [N, …] with the inputs first.");
        }

        return layer.Units == DroppedUnits.Values ? [1, .. input.AsSpan(1)] : UnitShape.Of(input, 1, last: layer.Units == DroppedUnits.Last);
    }
}
